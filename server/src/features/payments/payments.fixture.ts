import type { AddressInfo } from 'node:net'
import { sendDeposits } from '#features/bank-accounts/send-deposits.ts'
import { makeBankPayments } from '#features/bank-payments/make-payments.ts'
import { readBankReturns } from '#features/bank-payments/read-returns.ts'
import { addDays } from '#features/bank-payments/rules.ts'
import { httpBank } from '#integrations/bank/http-bank.ts'
import { startBankStandIn } from '#integrations/bank/stand-in.ts'
import { lanternPay } from '#integrations/payment/lantern-pay.ts'
import type { PaymentPage } from '#integrations/payment/payment-page.ts'
import { signatureOf } from '#integrations/payment/signature.ts'
import { startPaymentStandIn } from '#integrations/payment/stand-in.ts'
import { standInBrowser } from '#integrations/stand-in-browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp } from '#testing/test-app.ts'
import { webhookPath } from './webhook-door.ts'

const secret = 'a shared secret for tests only'
const publicUrl = 'http://pay.localhost:8080'
const nobody = lanternPay({ apiBase: 'http://127.0.0.1:1', secret, pageOrigin: publicUrl })

/** The cards of the payment stand-in. */
export const cards = { good: '4242424242424242', other: '5555555555554444', declined: '4000000000000002' }

/** The product on a port, and a payment page that sends it real webhooks. */
export async function createPaymentApp(
  changes: Parameters<typeof createTestApp>[0] = {},
  options: Parameters<typeof createTestApp>[1] = {},
) {
  // The page needs the product's port and the product the page's: the product is told last.
  let page: PaymentPage = nobody
  let isLosing = false
  const paymentPage: PaymentPage = {
    createSession: (request) => page.createSession(request),
    cancelSession: (sessionId) => page.cancelSession(sessionId),
    readSession: (sessionId) => page.readSession(sessionId),
    paymentsOf: (day) => page.paymentsOf(day),
    refund: (request) => page.refund(request),
    verifyWebhook: (body, headers) =>
      isLosing ? { ok: false, reason: 'webhook-signature-wrong' } : page.verifyWebhook(body, headers),
  }
  const authorization = 'Bearer for tests only'
  const bankStandIn = await startBankStandIn({ publicUrl: 'http://bank.localhost:8080', authorization })
  const bankBase = `http://127.0.0.1:${bankStandIn.port}`
  const bank = httpBank({ api: bankBase, authorization, patienceMs: 2_000 })
  const app = await createTestApp({ bank, ...changes, paymentPage }, options)
  await app.fastify.listen({ host: '127.0.0.1', port: 0 })
  const webhookUrl = `http://127.0.0.1:${(app.fastify.server.address() as AddressInfo).port}${webhookPath}`
  const standIn = await startPaymentStandIn({ publicUrl, secret, webhookUrl, webhookPausesMs: [] })
  const apiBase = `http://127.0.0.1:${standIn.port}`
  const there = lanternPay({ apiBase, secret, pageOrigin: publicUrl })
  page = there

  let keys = 0
  let accounts = 100_000
  const beBank = (mood: 'up' | 'down') =>
    fetch(`${bankBase}/mood`, { method: 'POST', body: new URLSearchParams({ mood }) })
  const { owner } = app
  return {
    ...app,
    /** The provider's webhooks are lost; or arrive again. */
    loseWebhooks: (isLost: boolean) => {
      isLosing = isLost
    },
    /** Makes the payment page unreachable, or reachable again. */
    cutOff: () => {
      page = nobody
    },
    reconnect: () => {
      page = there
    },
    /** A key as a form has it. */
    newKey: () => `key-${++keys}-of-a-form`,
    owe: (accountId: number, cents: number) =>
      owner`UPDATE accounts SET balance_cents = ${cents}, is_cash_only = false WHERE account_id = ${accountId}`,
    bank,
    /** Takes the bank down, or up again. */
    beBank,
    /** A bank account as it is typed, with a number that was not used before. */
    newBankAccount: (ending = '6789') => {
      const number = `${++accounts}${ending}`
      return {
        routingNumber: '122105155',
        bankAccountNumber: number,
        repeatedNumber: number,
        kind: 'checking' as const,
        nickname: '',
      }
    },
    /** Pays the deposits of bank accounts that were added. */
    sendDeposits: () =>
      sendDeposits.run({
        pool: app.database.worker,
        installation: app.installation,
        signal: new AbortController().signal,
      }),
    /** Makes the bank payments whose day has come, and reads what the bank took back. */
    makeBankPayments: async () => {
      const tools = {
        pool: app.database.worker,
        installation: app.installation,
        signal: new AbortController().signal,
      }
      await makeBankPayments.run(tools)
      await readBankReturns.run(tools)
    },
    /** Reads what the bank took back. */
    readBankReturns: () =>
      readBankReturns.run({
        pool: app.database.worker,
        installation: app.installation,
        signal: new AbortController().signal,
      }),
    /** The bank takes a payment back, as it does days later. */
    takeBack: async (taskId: number, reason: string) => {
      const [row] = await owner`SELECT bank_key FROM bank_transfers
        WHERE self_service_task_id = ${taskId} AND purpose = 'payment'`
      await fetch(`${bankBase}/return`, {
        method: 'POST',
        body: new URLSearchParams({ key: String(row?.bankKey), reason }),
      })
    },
    /** The bank's own list of what it did today. */
    bankList: () => bank.transfersOf(new Date().toISOString().slice(0, 10)),
    /** The deposits of a bank account, as its owner reads them on the statement. */
    depositsOf: async (bankAccountId: number) => {
      const rows = await owner`SELECT amount_cents FROM bank_transfers
        WHERE bank_account_id = ${bankAccountId} AND purpose = 'deposit' ORDER BY part`
      return rows.map(({ amountCents }) => Number(amountCents))
    },
    /** Moves payments a week back, so that the portal does not ask about them. */
    aWeekLater: async () => {
      await owner`UPDATE payments SET received_on = received_on - 7`
      await owner`UPDATE self_service_tasks SET state = 'expired'
        WHERE task_type = 'one-time-payment' AND state = 'pending'`
    },
    balanceOf: async (accountId: number) => {
      const [row] = await owner`SELECT balance_cents FROM accounts WHERE account_id = ${accountId}`
      return row?.balanceCents as number
    },
    paymentsOf: (accountId: number) =>
      owner`SELECT * FROM payments WHERE account_id = ${accountId} ORDER BY 1`,
    taskOf: async (taskId: number) => {
      const [task] = await owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
      return task
    },
    logOf: (taskId: number) =>
      owner`SELECT state, actor, reason FROM self_service_task_log WHERE self_service_task_id = ${taskId} ORDER BY position`,
    /** A browser at the payment page of `redirectUrl`. */
    visit: async (redirectUrl: string) => {
      const browser = standInBrowser({ [publicUrl]: apiBase })
      const shown = await browser.open(redirectUrl)
      const card = (number: string) => ({ holder: 'Maria A', number, expiry: '12/39', securityCode: '123' })
      const id = redirectUrl.slice(redirectUrl.lastIndexOf('/'))
      return {
        shown,
        pay: (number: string) => browser.submit(shown, id, card(number)),
        cancel: () => browser.submit(shown, '/cancel'),
      }
    },
    sign: (body: string) => signatureOf(secret, 'webhook', body),
    /** Sends a webhook as the payment page would, with the changes of the test. */
    webhook: async (
      event: object,
      forged: { signature?: string | null; body?: string; atMs?: number } = {},
    ) => {
      const body = JSON.stringify(event)
      const signature =
        forged.signature === undefined ? signatureOf(secret, 'webhook', body, forged.atMs) : forged.signature
      const response = await fetch(webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(signature !== null && { 'lantern-signature': signature }),
        },
        body: forged.body ?? body,
      })
      return { status: response.status, body: await response.json() }
    },
    /** Returns the webhook event of the payment page for a task. */
    eventOf: async (taskId: number, more: object = {}) => {
      const [row] = await owner`SELECT t.amount_cents, t.currency, s.provider_session_id
        FROM self_service_tasks t JOIN card_payment_sessions s USING (self_service_task_id)
        WHERE self_service_task_id = ${taskId}`
      return {
        id: `evt_${taskId}`,
        type: 'payment.succeeded',
        createdAt: new Date().toISOString(),
        sessionId: row?.providerSessionId,
        reference: String(taskId),
        amountCents: row?.amountCents,
        currency: row?.currency,
        cardBrand: 'Visa',
        cardLast4: '4242',
        ...more,
      }
    },
    close: async () => {
      await standIn.close()
      await bankStandIn.close()
      await app.close()
    },
  }
}

export type PaymentApp = Awaited<ReturnType<typeof createPaymentApp>>

/** Maria starts a payment on her account. */
export async function startPayment(
  app: PaymentApp,
  amountCents = 12_345,
  accountId: number = town.mariaAccount,
) {
  const maria = await app.asCustomer(town.maria)
  // A test file starts more payments than a person does.
  await app.owner`DELETE FROM attempts`
  const params = { accountId }
  const { recentPayment, balanceCents } = await maria.api.readCardPaymentOptions({ params })
  const body = {
    amountCents,
    idempotencyKey: app.newKey(),
    ...(recentPayment && { confirmedPaymentId: recentPayment.paymentId }),
    ...(amountCents > balanceCents && { confirmedAmountCents: amountCents }),
  }
  return { maria, ...(await maria.api.startCardPayment({ params, body })) }
}

/** Maria pays by card. Returns the payment's id. */
export async function paidByCard(app: PaymentApp, amountCents = 5_000): Promise<number> {
  await app.aWeekLater()
  await app.owe(town.mariaAccount, 50_000)
  const { redirectUrl, taskId } = await startPayment(app, amountCents)
  await (await app.visit(redirectUrl)).pay(cards.good)
  const [row] = await app.owner`SELECT payment_id FROM payments WHERE self_service_task_id = ${taskId}`
  return Number(row?.paymentId)
}

/** Maria adds a bank account and confirms its deposits. Returns its id. */
export async function verifiedBankAccount(
  app: PaymentApp,
  ending?: string,
  accountId: number = town.mariaAccount,
) {
  const maria = await app.asCustomer(town.maria)
  await app.owner`DELETE FROM attempts`
  const { bankAccountId } = await maria.api.addBankAccount({
    params: { accountId },
    body: app.newBankAccount(ending),
  })
  await app.sendDeposits()
  const [firstCents = 0, secondCents = 0] = await app.depositsOf(bankAccountId)
  await maria.api.verifyBankAccount({
    params: { accountId, bankAccountId },
    body: { firstCents, secondCents },
  })
  return bankAccountId
}

/** What Maria pays from a bank account today, with every question answered. */
export async function bankPaymentBody(app: PaymentApp, bankAccountId: number, amountCents = 5_000, days = 0) {
  const maria = await app.asCustomer(town.maria)
  const params = { accountId: town.mariaAccount as number }
  const { today, termsVersion, idempotencyKey, recentPayment, scheduled } =
    await maria.api.readBankPaymentOptions({ params })
  const same = scheduled.find((one) => one.amountCents === amountCents)
  return {
    bankAccountId,
    amountCents,
    payOn: addDays(today, days),
    termsVersion,
    idempotencyKey,
    ...(recentPayment && { confirmedPaymentId: recentPayment.paymentId }),
    ...(same && { confirmedTaskId: same.taskId }),
  }
}
