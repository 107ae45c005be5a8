import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import { taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import { z } from 'zod'
import { refuseField } from '#pipeline/refusal.ts'

/** Where a page ended: the last task, and what the order goes by, of it. */
export type Cursor = {
  taskId: number
  /** An instant to the microsecond, or an amount in cents. */
  key: string | number
  /** The task's type or state, where these are the order. */
  rank: string | null
}

/** Days of the calendar only, and years that PostgreSQL has. */
const Instant = z.iso.datetime({ precision: 6 }).refine((text) => text >= '0001')
const Written = z.tuple([
  z.string(),
  z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  z.union([Instant, z.number().int().min(-9e15).max(9e15)]),
  z.enum([...taskTypes, ...taskStates]).nullable(),
])

const nameOf = ({ sort, direction }: TaskOrder) => `${sort} ${direction}`

/** As it travels: nothing that a reader should take apart. */
export const writeCursor = (order: TaskOrder, { taskId, key, rank }: Cursor): string =>
  Buffer.from(JSON.stringify([nameOf(order), taskId, key, rank])).toString('base64url')

/** What traveled. Throws the refusal of one that is none, or is another order's. */
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
