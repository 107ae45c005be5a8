import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { answers } from '#policy/decide.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { type HeldTask, holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { makeLinkAsHolder, peopleOfAccount, takeOffAccount, waitingLinkRequests } from './queries.ts'
import { takeOffByMail } from './take-off-by-mail.ts'
import { takenBy } from './taken-by.ts'
import { accountVerification, guestRemove } from './task-types.ts'

type Deciding = Context<'account-link:approve' | 'account-link:remove'>
type Asked = { accountId: number; taskId: number; version: number }

/** The request that a holder decides, held; refused where somebody else was faster. */
async function heldRequest(context: Deciding, { accountId, taskId, version }: Asked) {
  const task = await holdTask(context.sql, taskId)
  if (task?.taskType !== 'account-verification' || task.accountId !== accountId)
    throw new Refusal('not-found')
  if (!isHeldIn(task, accountVerification, 'awaiting-approval')) throw new Refusal('already-done')
  if (task.version !== version) throw new Refusal('version-conflict', { version: task.version })
  context.task = { taskId, taskType: 'account-verification' }
  context.note({ event: 'changed', taskId, details: { newcomer: task.selfServiceUserId } })
  return task
}

/** Who asked in a customer's name does not also approve in another's. */
function refuseOwnRequest({ grant: { actor } }: Deciding, task: HeldTask) {
  if (actor.kind === 'masquerade' && actor.csr.csrId === task.csrId) throw new Refusal('own-request')
}

export const holderHandlers: HandlersOf<
  'listAccountPeople' | 'approveLinkRequest' | 'declineLinkRequest' | 'takeOffAccount' | 'takeOffByMail'
> = {
  takeOffByMail,

  listAccountPeople: async ({ params: { accountId } }, { sql, grant, subject }) => {
    const [people, requests] = await Promise.all([
      peopleOfAccount(sql, { accountId }),
      waitingLinkRequests(sql, {}),
    ])
    return {
      people: people.map(({ displayName, ...person }) => ({ ...person, name: displayName ?? '' })),
      requests: requests
        .filter((request) => request.accountId === accountId)
        .map(({ displayName, askedAt, expiresAt, accountId: _, ...request }) => ({
          ...request,
          name: displayName ?? '',
          askedAt: askedAt.toISOString(),
          expiresAt: expiresAt?.toISOString() ?? null,
        })),
      may: answers(grant.actor, subject, 'account-link:approve', 'account-link:remove'),
    }
  },

  approveLinkRequest: async ({ params, body }, context) => {
    const task = await heldRequest(context, { ...params, ...body })
    refuseOwnRequest(context, task)
    const { taskId } = params
    await moveTask(context, task, 'pending', { actor: takenBy(context.grant.actor), reason: '' })
    const { failure } = await makeLinkAsHolder.one(context.sql, { taskId })
    if (failure !== null) throw new Refusal('link-not-possible')
    const approved = await holdTask(context.sql, taskId)
    if (!approved) throw new Error(`request ${taskId} is gone`)
    await finishTask(context, approved, { actor: 'system', reason: '' })
    return { taskId }
  },

  declineLinkRequest: async ({ params, body }, context) => {
    const task = await heldRequest(context, { ...params, ...body })
    await moveTask(context, task, 'rejected', { actor: takenBy(context.grant.actor), reason: '' })
    return { taskId: params.taskId }
  },

  takeOffAccount: async ({ params: { accountId, webUserId } }, context) => {
    const { sql } = context
    const person = (await peopleOfAccount(sql, { accountId })).find((one) => one.webUserId === webUserId)
    if (!person) throw new Refusal('not-found')
    const taskId = await createDoneTask(context, {
      taskType: guestRemove,
      payload: { guest: person.userName },
    })
    const taken = await takeOffAccount.first(sql, { accountId, webUserId, taskId })
    if (!taken) throw new Refusal('holder-not-removable')
    context.note({ event: 'changed', taskId, details: { removed: webUserId, ...removal(taken) } })
    return { taskId }
  },
}

const removal = ({ isPersonRemoved }: { isPersonRemoved: boolean }) => ({ isPersonRemoved })
