import type { linkRequestStates } from '@porchlight/contract/account-links.ts'
import { CommittedRefusal } from '#database/transaction.ts'
import { attemptedBy, countAttempt, giveBackCounted } from '#features/attempts/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { createTask } from '#tasks/making/create-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { holderHandlers, takenBy } from './holder-handlers.ts'
import { mayRequestLink, ownLinkRequests } from './queries.ts'
import { accountVerification } from './task-types.ts'

/** Failed attempts within a quarter of an hour, of one web user; and of everybody at one account. */
const limit = 10

const refusals = {
  refused: 'link-refused',
  'already-linked': 'already-linked',
  'already-asked': 'already-asked',
  declined: 'link-declined',
  'too-many': 'too-many-requests',
} as const

const isRefused = (outcome: string): outcome is keyof typeof refusals => Object.hasOwn(refusals, outcome)

/**
 * Checks that the customer may request this link, and whether the account has a holder to ask. Only failures stay counted. Too
 * many failures at one account close it for strangers only; people on the account can still ask.
 */
async function checkRequest(context: Context<'account-link:add'>, accountId: number, postalCode: string) {
  const { sql, installation, grant } = context
  const counted = [`link-account ${attemptedBy(grant.actor)}`, `link-account account ${accountId}`] as const
  const isWithin = await countAttempt(sql, grant, installation, counted[0], limit)
  // These refusals commit, so that the failed attempt stays counted.
  if (!isWithin) throw new CommittedRefusal('too-many-attempts')
  const isCrowded = !(await countAttempt(sql, grant, installation, counted[1], limit))
  const { outcome, hasHolder } = await mayRequestLink.one(sql, { accountId, postalCode, isCrowded })
  if (outcome !== 'refused') for (const what of counted) await giveBackCounted(sql, grant, installation, what)
  if (isRefused(outcome)) throw new CommittedRefusal(refusals[outcome])
  return { hasHolder }
}

type State = (typeof linkRequestStates)[number]
const states: Readonly<Record<string, State>> = {
  'awaiting-approval': 'waiting',
  completed: 'approved',
  rejected: 'declined',
  discarded: 'closed',
  expired: 'expired',
}

export const accountLinksHandlers: HandlersOf<
  'linkAccount' | 'listLinkRequests' | 'withdrawLinkRequest' | keyof typeof holderHandlers
> = {
  ...holderHandlers,

  linkAccount: async ({ body: { accountNumber, postalCode } }, context) => {
    const accountId = Number(accountNumber)
    const { hasHolder } = await checkRequest(context, accountId, postalCode)
    const task = await createTask(context, {
      taskType: accountVerification,
      state: 'awaiting-approval',
      accountId,
      payload: { verifiedBy: 'postal-code' },
      // Where somebody holds the account it is theirs to decide; a CSR may, when they call.
      isAskedElsewhere: hasHolder,
    })
    const { taskId } = task
    context.note({ event: 'changed', accountId, taskId })
    const made = (await ownRequests(context)).find((request) => request.taskId === taskId)
    return changed(task, { taskId, expiresAt: (made?.expiresAt ?? new Date()).toISOString() })
  },

  listLinkRequests: async (_, context) => ({
    requests: (await ownRequests(context)).map(
      ({ taskId, accountId, state, createdAt, updatedAt, expiresAt, isFinal }) => ({
        taskId,
        accountId,
        state: states[state] ?? 'working',
        askedAt: createdAt.toISOString(),
        answeredAt: isFinal ? updatedAt.toISOString() : null,
        expiresAt: isFinal ? null : (expiresAt?.toISOString() ?? null),
        may: answers(context.grant.actor, {}, 'account-link:withdraw'),
      }),
    ),
  }),

  withdrawLinkRequest: async (_, context) => {
    const { sql, grant } = context
    const { taskId } = grant
    const task = await holdTask(sql, taskId)
    const isOwn = task?.selfServiceUserId === grant.webUserId
    if (!task || !isOwn || task.taskType !== 'account-verification') throw new Refusal('not-found')
    if (!isHeldIn(task, accountVerification, 'awaiting-approval')) throw new Refusal('already-done')
    const withdrawn = await moveTask(context, task, 'discarded', { actor: takenBy(grant.actor), reason: '' })
    context.note({ event: 'changed', accountId: task.accountId ?? undefined })
    return changed(withdrawn, { taskId })
  },
}

const ownRequests = ({ sql, grant }: Context<'account-link:add' | 'account-link:view'>) =>
  ownLinkRequests(sql, { webUserId: grant.webUserId })
