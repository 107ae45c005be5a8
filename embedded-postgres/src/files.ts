import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from './errors.ts'

/** Returns the text of a file, or null if there is no such file. Throws if the file exists and cannot be read. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * Replaces a file by one that only its owner can read (mode 0600). The write is atomic and survives a power loss.
 * A file written by root gets the owner of its folder, so that this user is not locked out.
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

/** Flushes the names in a folder to disk. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
