import type { Api } from '@porchlight/contract/api.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import { attemptedBy, countAttempt } from '#features/attempts/index.ts'
import { mailWords } from '#features/messages/index.ts'
import { PaymentFailure } from '#integrations/payment/payment-page.ts'
import { exchange } from '#pipeline/exchange.ts'
import type { Context, HandlerInput, HandlersOf, Outside } from '#pipeline/handler.ts'
import { changed, type Outcome, unchanged } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { admit } from '#policy/admit.ts'
import type { GrantIds } from '#policy/grant.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { createTask } from '#tasks/making/create-task.ts'
import { viewOrigin } from '../../installation.ts'
import { askFirst } from './ask-first.ts'
import { type ClosedPages, closeCardPages, giveUp } from './close-pages.ts'
import {
  cardPaymentSession,
  keepCardPaymentSession,
  lockPaymentKey,
  payableAccount,
  paymentByKey,
} from './queries.ts'
import { outcomeOf, paymentProblem } from './rules.ts'
import { oneTimePayment } from './task-types.ts'

type Start = Api['startCardPayment']
/** A committed payment task with the values of its session at the payment page. */
type Started = {
  taskId: number
  accountId: number
  amountCents: number
  currency: string
  locale: Locale
  redirectUrl: string | null
}

/** New payments within a quarter of an hour: on one account, and of one person. A landlord pays for many accounts. */
const mostOfAccount = 10
const mostOfPerson = 40

/** Refuses a burst of payments. In a masquerade the CSR's are counted, so that the customer's counter stays as it was. */
async function limitStarts({ sql, installation, grant }: Context<'card-payment:start'>) {
  const { actor, accountId } = grant
  const who = attemptedBy(actor)
  const within = (whose: string, most: number) =>
    countAttempt(sql, grant, installation, `card-payment ${whose}`, most)
  const isWithin =
    (await within(`${who} account ${accountId}`, mostOfAccount)) && (await within(who, mostOfPerson))
  if (!isWithin) throw new Refusal('too-many-attempts')
}

/** Makes the task, or returns the one that this idempotency key has already made. Runs in the transaction. */
async function startTask(
  input: HandlerInput<Start>,
  context: Context<'card-payment:start'>,
  pages: ClosedPages,
): Promise<Outcome<Start, Started>> {
  const { sql, grant } = context
  const { amountCents, idempotencyKey: key } = input.body
  const { accountId, webUserId } = grant
  const { locale } = customerOf(grant.actor)
  const [, account] = await Promise.all([
    lockPaymentKey(sql, { webUserId, key }),
    payableAccount.one(sql, { accountId }),
  ])
  const { currency } = account
  const earlier = await paymentByKey.first(sql, { webUserId, key })
  if (earlier) {
    const { taskId, redirectUrl } = earlier
    const isSame = earlier.accountId === accountId && earlier.amountCents === amountCents
    const outcome = outcomeOf({ state: earlier.state, isPaid: false })
    // The card page of a task that was given up is closed; of one that never had a page there is nothing to go on with.
    const isOver =
      outcome === 'discarded' || outcome === 'expired' || (redirectUrl === null && outcome !== 'waiting')
    if (!isSame || isOver) throw refuseField('amountCents', 'payment-form-used')
    return unchanged({ taskId, accountId, amountCents, currency, locale, redirectUrl })
  }
  await limitStarts(context)
  const problem = paymentProblem(account)
  if (problem) throw new Refusal(problem)
  // Paid on another page a moment ago: its word is on its way here.
  if (pages.paid.length > 0) throw new Refusal('payment-repeated')
  await askFirst(sql, input.body, context.installation, {
    accountId,
    webUserId,
    balanceCents: account.balanceCents,
  })
  await giveUp(context, pages.closed, 'replaced by another payment')
  const task = await createTask(context, {
    taskType: oneTimePayment,
    state: 'pending',
    payload: { payBy: 'card' },
    amount: { cents: amountCents, currency },
    idempotencyKey: key,
  })
  const { taskId } = task
  return changed(task, { taskId, accountId, amountCents, currency, locale, redirectUrl: null })
}

/** Builds the same request for the same task on every retry, so that the payment page answers with the same session. */
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
      // It says what became of the payment: nothing is said of one that the bank has in hand.
      cancelUrl: `${page}/payments/${taskId}`,
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
 * Opens the session at the payment page, after the commit. If the payment page is out of reach, the task waits for a retry with
 * the same key. Of concurrent requests, the first stored session is valid for all.
 */
async function openSession(_: HandlerInput<Start>, started: Started, outside: Outside) {
  const { taskId, accountId } = started
  if (started.redirectUrl !== null) return { taskId, redirectUrl: started.redirectUrl }
  const session = await createSession(started, outside)
  const attempt = { action: 'card-payment:start', accountId }
  const redirectUrl = await exchange(outside.pool, outside.request, false, attempt, async (sql, actor) => {
    const { grant } = await admit(sql, actor, 'card-payment:start', { accountId })
    await keepCardPaymentSession(sql, grant, { taskId, ...session })
    const kept = await cardPaymentSession.one(sql, { taskId })
    return { result: kept.redirectUrl }
  }).catch(async (error: unknown) => {
    // The masquerade ended in the meantime. The browser is not sent to the page, and only this request can take the page back.
    if (error instanceof Refusal && (error.status === 401 || error.status === 403))
      await outside.installation.paymentPage.cancelSession(session.sessionId).catch(() => {})
    throw error
  })
  return { taskId, redirectUrl }
}

/** Ahead of the transaction: what has to be asked is asked first; then the payer's other card pages are closed. */
async function closeOthers(
  { body }: HandlerInput<Start>,
  outside: Outside,
  { accountId, webUserId }: GrantIds<'card-payment:start'>,
): Promise<ClosedPages> {
  const { pool, request } = outside
  const action = 'card-payment:start'
  const isNew = await exchange(pool, request, false, { action, accountId }, async (sql) => {
    const earlier = await paymentByKey.first(sql, { webUserId, key: body.idempotencyKey })
    const account = await payableAccount.one(sql, { accountId })
    const isNew = !earlier && paymentProblem(account) === null
    if (isNew) await askFirst(sql, body, outside.installation, { ...account, webUserId })
    return { result: isNew }
  })
  const which = { accountId, webUserId, key: body.idempotencyKey, taskId: null }
  return isNew ? closeCardPages(outside, action, which) : { closed: [], paid: [] }
}

export const startHandlers: HandlersOf<'startCardPayment'> = {
  startCardPayment: {
    before: closeOthers,
    handle: (input, context, closed) => startTask(input, context, closed as ClosedPages),
    after: (input, started, outside) => openSession(input, started as Started, outside),
  },
}
