import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StartRefused } from './errors.ts'
import { readIfThere, syncFolder, writePrivateFile } from './files.ts'
import type { Account } from './home.ts'
import { postgresEnvironment } from './settings.ts'

type NewCluster = {
  home: string
  native: string
  account: Account | null
  password: string
  durable: boolean
}

const run = promisify(execFile)

// Linux has C.UTF-8, which knows letters beyond ASCII. Other systems may not have a locale of that name.
const LOCALE: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['--locale=C.UTF-8'],
  darwin: ['--locale=C', '--lc-ctype=UTF-8'],
}

/**
 * Tells whether this home has a cluster, which must be one that PostgreSQL `major` can run.
 * @throws StartRefused if another major version wrote it
 */
export function hasCluster(home: string, major: string): boolean {
  const written = readIfThere(join(home, 'postgres', 'PG_VERSION'))?.trim() ?? null
  if (written !== null && written !== major) {
    throw new StartRefused(
      `The data folder ${home} was written by PostgreSQL ${written} and this is PostgreSQL ${major}: move the data ` +
        `with pg_dump of PostgreSQL ${written}, or use another data folder.`,
    )
  }
  return written !== null
}

/** Makes an empty cluster in `<home>/postgres`. The folder gets this name when it is complete. */
export async function makeCluster({ home, native, account, password, durable }: NewCluster): Promise<void> {
  const draft = join(home, 'postgres.draft')
  const passwordFile = join(home, 'postgres.draft.password')
  rmSync(draft, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(draft, { mode: 0o700 })
  chmodSync(draft, 0o700)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' })
  if (account !== null) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid)
  const options = [
    ...['-D', draft, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ...(LOCALE[process.platform] ?? ['--locale=C']),
    ...(durable ? [] : ['--no-sync']),
  ]
  try {
    await run(join(native, 'bin', 'initdb'), options, { ...account, env: postgresEnvironment(), cwd: draft })
    renameSync(draft, join(home, 'postgres'))
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    const reason = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause)
    throw new Error(`PostgreSQL could not make its data folder in ${home}: ${reason.trim()}`, { cause })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  if (durable) syncFolder(home)
}

/**
 * Returns the superuser's password: 256 random bits, in a file beside the cluster, made if there is neither.
 * @throws StartRefused if there is a cluster without its password: no new password opens it
 */
export function keepPassword(home: string, hasCluster: boolean): string {
  const path = join(home, 'postgres.password')
  const kept = readIfThere(path)?.trim() ?? ''
  if (kept !== '') return kept
  if (hasCluster) {
    throw new StartRefused(
      `The data folder ${home} has lost its file postgres.password: restore it from a backup, or use another data folder.`,
    )
  }
  const password = randomBytes(32).toString('base64url')
  writePrivateFile(path, `${password}\n`)
  return password
}
