import { appendFileSync, rmSync } from 'node:fs'
import type { Reject } from './problem.ts'

/** Writes what did not go in, a JSON object a line, by line of the file. It is there only when there is something in it. */
export class RejectsFile {
  constructor(readonly path: string) {
    rmSync(path, { force: true })
  }

  /** Keys may be personal too: only its owner may read the file. */
  add(rejects: readonly Reject[]): void {
    if (rejects.length === 0) return
    const lines = rejects.toSorted((a, b) => a.line - b.line).map((reject) => `${JSON.stringify(reject)}\n`)
    appendFileSync(this.path, lines.join(''), { mode: 0o600 })
  }
}
