/** What is sent to the CIS: one finished task. */
export interface CisReport {
  /** The task's id: the same in every repetition of the same task. */
  readonly idempotencyKey: string
  /** JSON as `docs/cis.md` has it, the same bytes in every repetition. */
  readonly body: string
}

/**
 * What became of it:
 * - `accepted`: taken, now or before; `reference` is what the CIS calls it
 * - `refused`: it will not have this task, however often it is told; the reason in its own words
 * - `failed`: this call went wrong, perhaps for what is in it; the same may be tried again, and others meanwhile
 * - `unavailable`: the CIS cannot be talked to, whatever it is told; nothing need be tried before it is back
 */
export type CisAnswer =
  | { readonly outcome: 'accepted'; readonly reference: string | null }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'failed'; readonly failure: string }
  | { readonly outcome: 'unavailable'; readonly failure: string; readonly retryAfterMs?: number }

/** The utility's customer information system, as the receiver of finished tasks. */
export interface Cis {
  /** Never throws, except when the signal is aborted. Then it is unknown whether the CIS accepted the task. */
  tell(report: CisReport, signal: AbortSignal): Promise<CisAnswer>
}
