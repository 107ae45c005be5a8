import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './error-code.ts'
import type { Package } from './find-package.ts'
import { makeLinks } from './make-links.ts'

/** Copies the binaries to `<below>/postgresql-<version>`, once per version, and answers that folder. */
export function copyBinaries(from: Package, below: string): string {
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
    // Somebody else finished the same copy first.
    if (!['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(errorCode(error) ?? '') || !existsSync(copy)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
  return copy
}
