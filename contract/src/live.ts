/** What a screen at the desk can be told of: the kinds of records that change under a reader. */
export const liveKinds = ['self-service-task', 'to-do', 'alert', 'customer-contact', 'masquerade'] as const
export type LiveKind = (typeof liveKinds)[number]

/** A record that changed, by its key, and its account's number. Nothing of what it says: whoever wants that asks for it. */
export type LiveRow = readonly [id: number | string, accountId: number | null]

/** `rows` is null where many changed at once; `everything` where something may have been missed: what is shown is read again. */
export type LiveChange = { kind: LiveKind | 'everything'; rows: readonly LiveRow[] | null }

/**
 * Where a browser at the desk follows the changes, as server-sent events: `hello`, then `change` (a {@link LiveChange}),
 * `beat` (the stream and the database behind it are alive), `bye` (the desk session is over, or a newer stream of it took
 * this one's place). Each has an id: the position that a reader goes on from, as `after` in the query or Last-Event-ID.
 */
export const livePath = '/api/desk/live'

/** Where the pages of a view hear, as server-sent events, that their masquerade is over: `ended`. */
export const viewStreamPath = '/api/masquerade/live'

/** Milliseconds from one beat to the next; a reader who hears none for three of them asks by itself again. */
export const liveBeatMs = 15_000

/** Why a stream was ended for good. */
export type LiveFarewell = { cause: 'session-ended' | 'replaced' }
