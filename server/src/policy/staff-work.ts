import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Csr } from './actor.ts'
import { holds, ofStaff, type Verdict } from './policy.ts'
import type { Subject, TaskRequirement, TaskSubject, ToDoSubject } from './subject.ts'

/** A condition of an action on a task, beside its permission. */
export type Condition = (who: Pick<Csr, 'csrId'>, on: Subject) => Verdict

/** Four eyes: the CSR who made or prepared a task does not approve it. Without a task there is nothing to compare yet. */
export const byAnotherCsr: Condition = ({ csrId }, { task }) =>
  task && (task.csrId === csrId || task.preparedByCsrId === csrId) ? 'own-request' : 'ok'

/** Refuses a CSR who approves a request for the CSR's own account. */
export const notOwnAccount: Condition = (_, { customer }) => (customer?.isOwn ? 'own-account' : 'ok')

const requirements: Record<
  TaskRequirement,
  (task: Omit<TaskSubject, 'csrId' | 'preparedByCsrId'>) => Verdict
> = {
  // A task that the customer information system (CIS) is being told of cannot be taken back.
  'not-told': ({ isTold }) => (isTold ? 'told-to-cis' : 'ok'),
  // Nobody completes a task whose effect is not made.
  'effect-made': ({ isEffectMade }) => (isEffectMade ? 'ok' : 'effect-not-made'),
}

/** Judges the requirements of a task's move, which are the same for every CSR. */
export const judgeTask = (task: Pick<TaskSubject, 'requires' | 'isTold' | 'isEffectMade'>): Verdict =>
  firstRefusal((task.requires ?? []).map((name) => requirements[name](task)))

const firstRefusal = (verdicts: Iterable<Verdict>): Verdict => {
  for (const verdict of verdicts) if (verdict !== 'ok') return verdict
  return 'ok'
}

/**
 * The rule of actions on a task. A protected customer's task requires a further reason; no action opens the customer, so the
 * hourly limit does not apply. The task itself is known once the handler has locked it, or where it is listed.
 */
export const actsOnTask = (permission: Permission, ...conditions: Condition[]) =>
  ofStaff((who, on) => {
    const held = holds(permission)(who)
    if (held !== 'ok') return held
    if (on.customer && !on.customer.isExplained) return 'further-reason-required'
    const refused = firstRefusal(conditions.map((condition) => condition(who, on)))
    return refused === 'ok' && on.task ? judgeTask(on.task) : refused
  }, 'taskId')

/**
 * The rule of actions on a to-do. Answers `not-found` for a to-do whose role none of the CSR's groups works. Its state is known
 * once the handler has locked it, or where it is listed.
 */
export const onSeenToDo = (permission: Permission, more: (who: Csr, toDo: ToDoSubject) => Verdict) =>
  ofStaff((who, { toDo }) => {
    const held = holds(permission)(who)
    if (held !== 'ok') return held
    if (!toDo) return 'not-found'
    if (toDo.aboutCsrId === who.csrId) return 'own-alert'
    return toDo.isDone ? 'already-done' : more(who, toDo)
  }, 'toDoId')

/** Allows a CSR to take over a colleague's to-do only with the permission to assign to-dos. */
export const ownOrMayAssign = (who: Csr, { assignedTo = null }: ToDoSubject): Verdict =>
  assignedTo === null || assignedTo === who.csrId || holds('to-do:assign')(who) === 'ok'
    ? 'ok'
    : 'assigned-to-another'
