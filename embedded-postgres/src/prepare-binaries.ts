import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { copyBinaries } from './copy-binaries.ts'
import { errorCode } from './error-code.ts'
import type { Package } from './find-package.ts'
import { makeLinks } from './make-links.ts'

/**
 * Makes the binaries runnable by `account` and answers their folder (it holds bin, lib, share).
 * They stay in node_modules where the links they need can be made and the account can reach them; otherwise they
 * are copied below `copies`, in a folder named after the version.
 */
export function prepareBinaries(from: Package, account: Account | null, copies: string): string {
  const linked = tryLinks(from.folder)
  if (linked && (account === null || canRun(account, from.folder))) return join(from.folder, 'native')
  return join(copyBinaries(from, copies), 'native')
}

function tryLinks(folder: string): boolean {
  try {
    makeLinks(folder)
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return false
    throw error
  }
}

function canRun(account: Account, folder: string): boolean {
  const postgres = join(folder, 'native', 'bin', 'postgres')
  return spawnSync(postgres, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}
