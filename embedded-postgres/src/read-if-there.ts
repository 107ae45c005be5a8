import { readFileSync } from 'node:fs'
import { errorCode } from './error-code.ts'

/** The text of a file, or null when there is no such file. Throws when it is there and may not be read. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
