import type { Api } from '@porchlight/contract/api.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import { mailWords } from '#features/messages/index.ts'
import { PaymentFailure } from '#integrations/payment/payment-page.ts'
import { exchange } from '#pipeline/exchange.ts'
import {
  type Context,
  followed,
  type HandlerInput,
  type HandlersOf,
  type Outside,
} from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#pipeline/refusal.ts'
import { customerOf } from '#policy/actor.ts'
import { createTask } from '#tasks/create-task.ts'
import { viewOrigin } from '../../installation.ts'
import {
  cardPaymentSession,
  keepCardPaymentSession,
  lockPaymentKey,
  payableAccount,
  paymentByKey,
} from './queries.ts'
import { outcomeOf, paymentProblem } from './rules.ts'

type Start = Api['startCardPayment']
/** A payment task that is committed, and what its session at the payment page is made of. */
type Started = {
  taskId: number
  accountId: number
  amountCents: number
  currency: string
  locale: Locale
  redirectUrl: string | null
}

/** In the transaction: the task, or the one that this key has made already. */
async function startTask(
  { body: { amountCents, idempotencyKey: key } }: HandlerInput<Start>,
  context: Context<'card-payment:start'>,
): Promise<Started> {
  const { sql, grant } = context
  const customer = customerOf(grant.actor)
  if (!customer || grant.accountId === undefined) throw new Refusal('customer-only')
  const { accountId } = grant
  const { webUserId, locale } = customer
  const [, account] = await Promise.all([
    lockPaymentKey(sql, { webUserId, key }),
    payableAccount.one(sql, { accountId }),
  ])
  const { currency } = account
  const known = await paymentByKey.first(sql, { webUserId, key })
  if (known) {
    const { taskId, redirectUrl } = known
    const isSame = known.accountId === accountId && known.amountCents === amountCents
    const isOver = redirectUrl === null && outcomeOf({ state: known.state, isPaid: false }) !== 'waiting'
    if (!isSame || isOver) throw refuseField('amountCents', 'payment-form-used')
    context.task = { taskId, taskType: 'one-time-payment' }
    context.isRecorded = true
    return { taskId, accountId, amountCents, currency, locale, redirectUrl }
  }
  const problem = paymentProblem(account)
  if (problem) throw new Refusal(problem)
  const taskId = await createTask(context, {
    taskType: 'one-time-payment',
    state: 'pending',
    payload: { payBy: 'card' },
    amount: { cents: amountCents, currency },
    idempotencyKey: key,
  })
  return { taskId, accountId, amountCents, currency, locale, redirectUrl: null }
}

/** The same request for the same task, whenever it is repeated: the payment page answers with the same session. */
function createSession(started: Started, { request, installation }: Outside) {
  const { taskId, accountId, amountCents, currency, locale } = started
  const { origins, utilityName, paymentPage, log } = installation
  const origin =
    request.site === 'view' ? viewOrigin(origins, request.hostMasqueradeId ?? '') : origins.portal
  const page = `${origin}/accounts/${accountId}`
  return paymentPage
    .createSession({
      amountCents,
      currency,
      reference: String(taskId),
      // A third party reads this: no account number, no name.
      description: mailWords(locale, 'payment-description', { utility: utilityName, taskId }),
      returnUrl: `${page}/payments/${taskId}`,
      cancelUrl: `${page}/pay?notice=payment-cancelled`,
      idempotencyKey: `task-${taskId}`,
      locale,
    })
    .catch((error: unknown) => {
      if (!(error instanceof PaymentFailure)) throw error
      log.error(
        { err: error, correlationId: request.correlationId, taskId },
        'no session at the payment page',
      )
      throw new Refusal('out-of-order')
    })
}

/**
 * After the commit: the session at the payment page. Where that is out of reach the task waits, and the same key tries again.
 * The first session that was kept stands, whoever made it.
 */
async function openSession(_: HandlerInput<Start>, started: Started, outside: Outside) {
  const { taskId, accountId } = started
  if (started.redirectUrl !== null) return { taskId, redirectUrl: started.redirectUrl }
  const session = await createSession(started, outside)
  const asked = { action: 'card-payment:start', accountId }
  const redirectUrl = await exchange(outside.pool, outside.request, false, asked, async (sql) => {
    await keepCardPaymentSession(sql, { taskId, ...session })
    const kept = await cardPaymentSession.one(sql, { taskId })
    return { result: kept.redirectUrl, entries: [] }
  })
  return { taskId, redirectUrl }
}

export const startHandlers: HandlersOf<'startCardPayment'> = {
  startCardPayment: followed<Start, Started>(startTask, openSession),
}
