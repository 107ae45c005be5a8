/** The kinds of records whose changes the stream reports to the desk. */
export const liveKinds = [
  'self-service-task',
  'to-do',
  'alert',
  'customer-contact',
  'masquerade',
  'masquerade-step',
] as const
export type LiveKind = (typeof liveKinds)[number]

/** The key and the account number of a record that changed. Never its contents: a client that needs them reads the record. */
export type LiveRow = readonly [id: number | string, accountId: number | null]

/** `rows` is null if many records changed at once. `everything`: changes may have been missed, so the screen reads all again. */
export type LiveChange = { kind: LiveKind | 'everything'; rows: readonly LiveRow[] | null }

/**
 * Where a browser at the desk follows the changes, as server-sent events: `hello`, then `change` (a {@link LiveChange}),
 * `beat` (the stream and the database behind it are alive), `bye` (the desk session is over, or a newer stream of it took
 * this one's place). Each has an id: the position that a reader goes on from, as `after` in the query or Last-Event-ID.
 */
export const livePath = '/api/desk/live'

/** The path of the server-sent events that tell the pages of a view that their masquerade is over: `ended`. */
export const viewStreamPath = '/api/masquerade/live'

/** Milliseconds from one beat to the next. A client that receives no beat for three intervals reads by itself. */
export const liveBeatMs = 15_000

/** Why a stream was ended for good. */
export type LiveFarewell = { cause: 'session-ended' | 'replaced' }
