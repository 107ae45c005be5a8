import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import { taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import { z } from 'zod'
import { refuseField } from '#policy/refusal.ts'

/** The end of a page: the last task, and its place in the order. */
export type Cursor = {
  taskId: number
  /** An instant to the microsecond, or an amount in cents. */
  key: string | number
  /** The task's type or state, if the order is by one of them. */
  rank: string | null
}

/** Only days that exist, and years that PostgreSQL accepts. */
const Instant = z.iso.datetime({ precision: 6 }).refine((text) => text >= '0001')
const Written = z.tuple([
  z.string(),
  z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  z.union([Instant, z.number().int().min(-9e15).max(9e15)]),
  z.enum([...taskTypes, ...taskStates]).nullable(),
])

const nameOf = ({ sort, direction }: TaskOrder) => `${sort} ${direction}`

/** Returns the cursor as opaque text. */
export const writeCursor = (order: TaskOrder, { taskId, key, rank }: Cursor): string =>
  Buffer.from(JSON.stringify([nameOf(order), taskId, key, rank])).toString('base64url')

/**
 * Reads a cursor.
 * @throws Refusal if it is malformed, or of another order
 */
export function readCursor(order: TaskOrder, text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const parsed = Written.safeParse(parse(Buffer.from(text, 'base64url').toString()))
  if (!parsed.success || parsed.data[0] !== nameOf(order)) throw refuseField('cursor', 'not-valid')
  const [, taskId, key, rank] = parsed.data
  const isAmount = typeof key === 'number'
  const isRanked = order.sort === 'type' || order.sort === 'state'
  if (isAmount !== (order.sort === 'amount') || isRanked !== (rank !== null))
    throw refuseField('cursor', 'not-valid')
  return { taskId, key, rank }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
