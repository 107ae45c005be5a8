import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportKeys, ImportKind } from './import-kind.ts'
import type { RawRecord } from './input/raw-record.ts'
import type { Problem, Reject } from './problem.ts'
import { problemsOf } from './reason-of-issue.ts'

/** Records that go into the database together, with their lines, and what was rejected on the way. */
export type Batch<Ready> = {
  ready: Ready[]
  lines: number[]
  rejects: Reject[]
  /** How many records were rejected: one may have several problems. */
  rejected: number
  /** Records that a later one with the same key took the place of. */
  superseded: number
}

const BATCH_BYTES = 33_554_432
/** The first batch is small and each twice as large as the one before: the database begins while most is still to be read. */
const FIRST = 500
/** Number of records after which the database connection gets its turn. */
const TURN = 64

/** Checks and prepares the records of a file, in batches of at most `size`. */
export async function* batchesOf<Ready extends { sourceKey: string }>(
  kind: ImportKind<Ready>,
  parts: AsyncIterable<RawRecord[]>,
  { size, keys }: { size: number; keys: ImportKeys },
): AsyncGenerator<Batch<Ready>> {
  let open = new OpenBatch<Ready>()
  let most = Math.min(FIRST, size)
  for await (const part of parts) {
    for (const raw of part) {
      open.take(kind, raw, keys)
      if (open.count % TURN === 0) await nextTurn()
      if (open.count < most && open.bytes < BATCH_BYTES) continue
      yield open.close()
      most = Math.min(most * 2, size)
      open = new OpenBatch()
    }
  }
  if (open.count > 0) yield open.close()
}

class OpenBatch<Ready extends { sourceKey: string }> {
  count = 0
  bytes = 0
  #rejected = 0
  #superseded = 0
  readonly #rejects: Reject[] = []
  readonly #byKey = new Map<string, { line: number; ready: Ready }>()

  take(kind: ImportKind<Ready>, raw: RawRecord, keys: ImportKeys): void {
    this.count += 1
    this.bytes += raw.bytes
    if ('problem' in raw) {
      this.#reject(raw.line, null, [raw.problem])
      return
    }
    const result = kind.schema.safeParse(raw.value, { reportInput: true })
    if (!result.success) {
      this.#reject(raw.line, keyIn(raw.value), problemsOf(result.error))
      return
    }
    const ready = kind.prepare(result.data as never, keys)
    // The last of a key wins; deleted first, so that it takes the place of the last one.
    if (this.#byKey.delete(ready.sourceKey)) this.#superseded += 1
    this.#byKey.set(ready.sourceKey, { line: raw.line, ready })
  }

  #reject(line: number, sourceKey: string | null, problems: readonly Problem[]): void {
    this.#rejected += 1
    for (const { field, reason } of problems) this.#rejects.push({ line, field, reason, sourceKey })
  }

  close(): Batch<Ready> {
    const all = [...this.#byKey.values()]
    return {
      ready: all.map(({ ready }) => ready),
      lines: all.map(({ line }) => line),
      rejects: this.#rejects,
      rejected: this.#rejected,
      superseded: this.#superseded,
    }
  }
}

/** Returns the key of a record that its schema refused, if it is readable. */
function keyIn(value: unknown): string | null {
  const key = (value as { sourceKey?: unknown } | null)?.sourceKey
  return typeof key === 'string' && key.length <= 120 ? key : null
}
