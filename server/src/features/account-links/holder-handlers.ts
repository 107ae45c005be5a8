import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { type Customer, customerOf, type Masquerade } from '#policy/actor.ts'
import { answers, verdictWith } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { makeLinkAsHolder, peopleOfAccount, takeOffAccount, waitingLinkRequests } from './queries.ts'
import { takeOffByMail } from './take-off-by-mail.ts'
import { accountVerification, guestRemove } from './task-types.ts'

/** Returns the actor for a task's log: the CSR in a masquerade, else the customer's user name. */
export const takenBy = (actor: Customer | Masquerade): string =>
  actor.kind === 'masquerade' ? actor.csr.csrId : customerOf(actor).userName

type Deciding = Context<'account-link:approve' | 'account-link:decline'>
/** Locks the request that a holder decides. Refuses where another holder or a CSR has already decided. */
async function heldRequest(context: Deciding, { version }: { version: number }) {
  const { taskId } = context.grant
  const task = await holdTask(context.sql, taskId)
  if (task?.taskType !== 'account-verification' || task.accountId !== context.grant.accountId)
    throw new Refusal('not-found')
  if (!isHeldIn(task, accountVerification, 'awaiting-approval')) throw new Refusal('already-done')
  if (task.version !== version) throw new Refusal('version-conflict', { version: task.version })
  context.note({ event: 'changed', taskId, details: { newcomer: task.selfServiceUserId } })
  return task
}

export const holderHandlers: HandlersOf<
  'listAccountPeople' | 'approveLinkRequest' | 'declineLinkRequest' | 'takeOffAccount' | 'takeOffByMail'
> = {
  takeOffByMail,

  listAccountPeople: async (_, { sql, grant, subject }) => {
    const { accountId } = grant
    const [people, requests] = await Promise.all([
      peopleOfAccount(sql, { accountId }),
      waitingLinkRequests(sql, {}),
    ])
    return {
      people: people.map(({ displayName, isRemovable, ...person }) => ({
        ...person,
        name: displayName ?? '',
        may: {
          ...answers(grant.actor, { ...subject, guest: { isRemovable } }, 'account-link:remove'),
          ...answers(
            grant.actor,
            { ...subject, guest: { isRemovable: isRemovable && !person.isHolder } },
            'guest:change-role',
          ),
        },
      })),
      requests: requests
        .filter((request) => request.accountId === accountId)
        .map(({ displayName, askedAt, expiresAt, accountId: _, csrId, preparedByCsrId, ...request }) => ({
          ...request,
          name: displayName ?? '',
          askedAt: askedAt.toISOString(),
          expiresAt: expiresAt?.toISOString() ?? null,
          may: answers(
            grant.actor,
            { ...subject, task: { csrId, preparedByCsrId } },
            'account-link:approve',
            'account-link:decline',
          ),
        })),
    }
  },

  approveLinkRequest: async ({ body }, context) => {
    const { sql, grant } = context
    const { taskId } = grant
    const task = await heldRequest(context, body)
    const verdict = verdictWith(grant, { task })
    if (verdict !== 'ok') throw new Refusal(verdict)
    await moveTask(context, task, 'pending', { actor: takenBy(grant.actor), reason: '' })
    const { failure } = await makeLinkAsHolder.one(sql, grant)
    if (failure !== null) throw new Refusal('link-not-possible')
    const approved = await holdTask(sql, taskId)
    if (!approved || !isHeldIn(approved, accountVerification, 'pending'))
      throw new Error(`request ${taskId} is gone`)
    const finished = await finishTask(context, approved, { actor: 'system', reason: '' })
    return changed(finished, { taskId })
  },

  declineLinkRequest: async ({ body }, context) => {
    const task = await heldRequest(context, body)
    const details = { actor: takenBy(context.grant.actor), reason: '' }
    const declined = await moveTask(context, task, 'rejected', details)
    return changed(declined, { taskId: task.taskId })
  },

  takeOffAccount: async (_, context) => {
    const { sql, grant } = context
    const { accountId, guestId } = grant
    const person = (await peopleOfAccount(sql, { accountId })).find((one) => one.webUserId === guestId)
    if (!person) throw new Refusal('not-found')
    const verdict = verdictWith(grant, { guest: person })
    if (verdict !== 'ok') throw new Refusal(verdict)
    const task = await createDoneTask(context, {
      taskType: guestRemove,
      payload: { guest: person.userName },
    })
    const taken = await takeOffAccount.first(sql, grant, { taskId: task.taskId })
    if (!taken) throw new Refusal('holder-not-removable')
    const { taskId } = task
    context.note({ event: 'changed', taskId, details: { removed: guestId, ...removal(taken) } })
    return changed(task, { taskId })
  },
}

const removal = ({ isPersonRemoved }: { isPersonRemoved: boolean }) => ({ isPersonRemoved })
