import { enqueueMessage } from '#features/messages/index.ts'
import { countAttempt } from '#features/sign-in/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { CommittedRefusal } from '#pipeline/transaction.ts'
import { type Actor, customerOf } from '#policy/actor.ts'
import { createDoneTask } from '#tasks/create-task.ts'
import { linkAccount } from './queries.ts'

/** Attempts within a quarter of an hour, of one web user and at one account. */
const limit = 10

/** Whose attempts are counted: in a masquerade the CSR's, so that the customer's own counter stays as it was. */
const attemptedBy = (actor: Actor) =>
  actor.kind === 'masquerade' ? `csr ${actor.csr.csrId}` : `web-user ${customerOf(actor)?.webUserId}`

export const accountLinksHandlers: HandlersOf<'linkAccount'> = {
  linkAccount: async ({ body: { accountNumber, postalCode } }, context) => {
    const { sql, installation, grant } = context
    const count = (whose: string) => countAttempt(sql, installation, `link-account ${whose}`, limit)
    const isWithin = await Promise.all([count(attemptedBy(grant.actor)), count(`account ${accountNumber}`)])
    // Refused, but the attempts stand: these refusals commit.
    if (isWithin.includes(false)) throw new CommittedRefusal('too-many-attempts')
    const accountId = Number(accountNumber)
    const { outcome, ...link } = await linkAccount.one(sql, { accountId, postalCode })
    if (outcome === 'already-linked') throw new CommittedRefusal('already-linked')
    if (outcome !== 'linked') throw new CommittedRefusal('link-refused')
    const taskId = await createDoneTask(context, {
      taskType: 'account-verification',
      accountId,
      payload: { verifiedBy: 'postal-code', ...link },
    })
    await enqueueMessage(context, { template: 'account-linked' }, { accountId })
    context.note({ event: 'changed', accountId, taskId })
    return { taskId, accountId }
  },
}
