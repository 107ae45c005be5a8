import type { Context } from '#pipeline/handler.ts'
import { verdictWith } from '#policy/decide.ts'
import { Refusal, refuseStale } from '#policy/refusal.ts'
import { lockedToDo } from './queries.ts'

/**
 * Locks and returns the to-do of a change. The policy has already decided that the CSR sees it.
 * @param wanted the assignee after the change, for the difference that a conflict shows
 * @throws Refusal 409 with the difference if the version is stale; also if the to-do is done or assigned to another CSR
 */
export async function lockToDo(
  { sql, grant, subject }: Context<'to-do:work' | 'to-do:assign'>,
  change: { version: number; wanted: string | null },
) {
  const row = await lockedToDo.first(sql, { toDoId: grant.toDoId })
  if (!row) throw new Refusal('not-found')
  const { assignedTo, completedBy, completedAt, version } = row
  const isDone = completedAt !== null
  if (version !== change.version)
    throw refuseStale(
      { assignedTo: change.wanted, isDone: false, completedBy: null },
      { assignedTo, isDone, completedBy },
      version,
    )
  const toDo = subject.toDo && { ...subject.toDo, assignedTo, isDone }
  const verdict = verdictWith(grant, { toDo })
  if (verdict !== 'ok') throw new Refusal(verdict)
  return row
}
