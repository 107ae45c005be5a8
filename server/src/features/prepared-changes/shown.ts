import type { PreparedValue, preparedStates } from '@porchlight/contract/prepared-changes.ts'
import type { Draft, Filled } from '../../preparable.ts'
import type { OwnPreparedChanges, PreparedChangesOf } from './queries.generated.ts'
import { PreparedPayload } from './task-types.ts'

type State = (typeof preparedStates)[number]

const states: Readonly<Record<string, State>> = {
  'awaiting-approval': 'waiting',
  completed: 'approved',
  rejected: 'declined',
  discarded: 'withdrawn',
  expired: 'expired',
}

/** Returns the state of a prepared change. It counts as expired from its time limit on, even before the worker marks it. */
export function stateOf({ state, isOver }: { state: string; isOver: boolean | null }): State {
  return state === 'awaiting-approval' && isOver ? 'expired' : (states[state] ?? 'expired')
}

/** Stands for a prepared change whose content was erased with its person. */
const erased: PreparedPayload = { command: '', params: {}, body: {}, changes: [], note: '' }

/** Returns the content of a prepared change; an empty one if it was erased. */
export const payloadOf = (payload: unknown): PreparedPayload => {
  const read = PreparedPayload.safeParse(payload)
  return read.success ? read.data : erased
}

type Row = OwnPreparedChanges['row'] | PreparedChangesOf['row']

/** Returns the facts of a prepared change that desk and portal both show. */
export function shownFacts(row: Row) {
  const { command, changes, note } = payloadOf(row.payload)
  const state = stateOf(row)
  const isDecided = state !== 'waiting' && state !== 'expired'
  return {
    taskId: row.taskId,
    accountId: row.accountId,
    command,
    changes,
    note,
    state,
    version: row.version,
    preparedAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    decidedAt: isDecided ? row.updatedAt.toISOString() : null,
    decisionReason: isDecided ? (row.reason ?? '') : '',
    madeTaskId: row.madeTaskId,
  }
}

/** Returns which fields a filled-in draft changes. */
export function changedFields(filled: Filled, { fields }: Pick<Draft<unknown>, 'fields'>): PreparedValue[] {
  return fields.flatMap(({ name, kind, value, currency }) => {
    const after = filled(name)
    if (after === value || kind === 'choice') return []
    return [{ field: name, kind, before: value || null, after: after || null, currency }]
  })
}
