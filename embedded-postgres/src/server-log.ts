import { openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LARGEST_BYTES = 10 * 1024 * 1024

/** What PostgreSQL says: `<home>/postgres.log`, and the one before it in `postgres.log.1`, 10 MB each and a start. */
export class ServerLog {
  readonly #path: string
  #from = 0

  constructor(home: string) {
    this.#path = join(home, 'postgres.log')
  }

  /** Opens the file for appending, after turning over a large one; the caller closes the descriptor. */
  open(): number {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    if (size > LARGEST_BYTES) renameSync(this.#path, `${this.#path}.1`)
    this.#from = size > LARGEST_BYTES ? 0 : size
    return openSync(this.#path, 'a', 0o600)
  }

  /** What was said since `open`, at most its last 2000 characters. */
  lastWords(): string {
    return readFileSync(this.#path).subarray(this.#from).toString('utf8').slice(-2000)
  }
}
