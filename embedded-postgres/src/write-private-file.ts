import { randomBytes } from 'node:crypto'
import { chownSync, closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from './sync-folder.ts'

/**
 * Replaces a file by one that only its user can read (mode 0600), whole or not at all, also when the power fails.
 * Written by root, it belongs to whoever owns the folder, so that this user is not locked out.
 */
export function writePrivateFile(path: string, text: string): void {
  const draft = `${path}.draft-${randomBytes(8).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
    closeSync(file)
    if (process.getuid?.() === 0) {
      const { uid, gid } = statSync(dirname(path))
      chownSync(draft, uid, gid)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}
