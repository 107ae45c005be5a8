/**
 * The kinds of data that have a retention period. This file imports nothing: the desk's bundle has these figures without the schema
 * library.
 */

/** The longest period, in months: a hundred years. A longer one is "keep forever". */
export const mostMonths = 1200

type Kind = {
  /** Months that are suggested until somebody saves a period. Nothing is deleted before that. */
  suggested: number
  /** The fewest months: what the product itself needs (docs/operating.md gives the reason of each). */
  least: number
  /** The tables that it empties, in this order. */
  parts: readonly string[]
}

/** In the order in which a day's runs are made: what names other rows goes first. */
export const retentionKinds = {
  bills: { suggested: 84, least: 36, parts: ['bills', 'payments'] },
  usage: { suggested: 84, least: 25, parts: ['usage', 'usage-periods'] },
  contacts: { suggested: 36, least: 12, parts: ['contacts'] },
  'to-dos': { suggested: 36, least: 12, parts: ['to-dos'] },
  tasks: { suggested: 36, least: 12, parts: ['tasks'] },
  masquerades: { suggested: 36, least: 12, parts: ['masquerades', 'protected-openings'] },
  sessions: { suggested: 12, least: 2, parts: ['customer-sessions', 'desk-sessions'] },
  record: { suggested: 84, least: 24, parts: ['record-months'] },
} as const satisfies Record<string, Kind>

export type RetentionKind = keyof typeof retentionKinds
export const retentionKindNames = Object.keys(retentionKinds) as RetentionKind[]

/** Why a row that is older than its period is kept. */
export const keptBecause = [
  'hold',
  'unpaid',
  'newest',
  'open',
  'bill',
  'payment',
  'outbox',
  'named',
  'unsealed',
  'unstreamed',
] as const
export type KeptBecause = (typeof keptBecause)[number]

/** The moves of a run, and the states from which each is possible. */
export const runMoves = {
  pause: ['waiting', 'running'],
  resume: ['paused'],
  retry: ['failed'],
  stop: ['waiting', 'running', 'paused', 'failed'],
} as const satisfies Record<string, readonly string[]>
export type RunMove = keyof typeof runMoves
