import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '#database/sql.ts'
import type { PaymentCrashes } from '#features/bank-payments/crash/payment-crash.fixture.ts'
import { lanternPay } from '#integrations/payment/lantern-pay.ts'
import type { PaymentPage } from '#integrations/payment/payment-page.ts'
import { startPaymentStandIn } from '#integrations/payment/stand-in.ts'
import { addTown, firstAccount } from '#tasks/crash/crash-town.fixture.ts'
import { openWorkerProcesses } from '#worker/worker-processes.fixture.ts'

export type CardCrashes = PaymentCrashes & { refunds: number }

type Options = { owner: Pool; databaseUrl: string; kills: number; seed: number }

const perKill = 10
const cents = 2_345
const secret = 'a shared secret for tests only'
const pageOrigin = 'http://pay.localhost:8080'

/** What the payers do, by turns: most pay, one is declined, one leaves the page open, and some are given their money back. */
const ofPayer = (n: number) => (n % 10 === 3 ? '4000000000000002' : n % 10 === 7 ? null : '4242424242424242')
const isRefunded = (n: number) => n % 5 === 1

/** The same numbers from the same seed, from 0 up to 1. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** Adds a task of an account, as the request would have written it. Returns its id. */
async function addTask(owner: Pool, n: number, taskType: string, paidBy: number | null): Promise<number> {
  const payload = paidBy === null ? { payBy: 'card' } : { refundCause: 'paid-twice' }
  const [task] =
    await owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
      ip_address, self_service_user_id, payload, amount_cents, currency, originating_task_id, correlation_id, created_at, updated_at)
    VALUES (${taskType}, 'pending', ${firstAccount + n}, 'customer', 'crash.test', 'crash@example.com', '192.0.2.1',
      900001, ${owner.json(payload)}, ${cents}, 'USD', ${paidBy}, gen_random_uuid(), current_instant(), current_instant())
    RETURNING self_service_task_id`
  const taskId = Number(task?.selfServiceTaskId)
  await owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    VALUES (${taskId}, 1, current_instant(), 'pending', 'crash.test')`
  return taskId
}

/** Payers who go to the card page, each for an account of its own. The provider's webhooks are lost. */
async function pay(owner: Pool, page: PaymentPage, apiBase: string, from: number): Promise<void> {
  for (let n = from; n < from + perKill; n++) {
    const taskId = await addTask(owner, n, 'one-time-payment', null)
    const { sessionId, redirectUrl } = await page.createSession({
      amountCents: cents,
      currency: 'USD',
      reference: String(taskId),
      description: 'crash',
      returnUrl: 'http://portal.localhost:8080/',
      cancelUrl: 'http://portal.localhost:8080/',
      idempotencyKey: `task-${taskId}`,
      locale: 'en',
    })
    await owner`INSERT INTO card_payment_sessions (self_service_task_id, provider_session_id, redirect_url, ask_at)
      VALUES (${taskId}, ${sessionId}, ${redirectUrl}, current_instant())`
    const number = ofPayer(n)
    if (number === null) continue
    const body = new URLSearchParams({ holder: 'Crash', number, expiry: '12/39', securityCode: '123' })
    await fetch(`${apiBase}/pay/${sessionId}`, { method: 'POST', body, redirect: 'manual' })
  }
}

/** Staff ask for refunds of what was booked so far. */
async function askForRefunds(owner: Pool): Promise<void> {
  const booked = await owner`SELECT p.payment_id, p.account_id, p.self_service_task_id FROM payments p
    WHERE p.account_id >= ${firstAccount} AND NOT EXISTS (SELECT 1 FROM payment_refunds f WHERE f.payment_id = p.payment_id)`
  for (const { paymentId, accountId, selfServiceTaskId } of booked) {
    const n = Number(accountId) - firstAccount
    if (!isRefunded(n)) continue
    const taskId = await addTask(owner, n, 'payment-refund', Number(selfServiceTaskId))
    await owner`INSERT INTO payment_refunds (self_service_task_id, payment_id, next_attempt_at)
      VALUES (${taskId}, ${Number(paymentId)}, current_instant())`
  }
}

/** Compares what the provider did with what is booked, payment by payment. */
async function count(owner: Pool, page: PaymentPage, kills: number): Promise<CardCrashes> {
  const days = [-1, 0].map((day) => new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10))
  const listed = new Map(
    (await Promise.all(days.map((day) => page.paymentsOf(day)))).flat().map((one) => [one.sessionId, one]),
  )
  const rows = await owner`SELECT s.provider_session_id AS session_id, a.balance_cents,
      (SELECT count(*)::int FROM payments p WHERE p.account_id = a.account_id) AS payments,
      (SELECT count(*)::int FROM payments p JOIN payment_reversals r USING (payment_id) WHERE p.account_id = a.account_id) AS reversals
    FROM card_payment_sessions s JOIN self_service_tasks t USING (self_service_task_id) JOIN accounts a USING (account_id)
    WHERE a.account_id >= ${firstAccount}`
  let [lost, doubled, unequal, refunds] = [0, 0, 0, 0]
  for (const row of rows) {
    const [payments, reversals] = [Number(row.payments), Number(row.reversals)]
    const there = listed.get(String(row.sessionId))
    if ((there ? 1 : 0) !== payments && payments < 2) lost += 1
    if (payments > 1 || reversals > 1) doubled += 1
    if (reversals !== (there?.isRefunded ? 1 : 0)) unequal += 1
    if (Number(row.balanceCents) !== (reversals - payments) * cents) unequal += 1
    refunds += reversals
  }
  return {
    kills,
    attempts: rows.length,
    refunds,
    lostCents: lost * cents,
    doubledCents: doubled * cents,
    isReconciled: lost + doubled + unequal === 0,
  }
}

/**
 * Kills the worker with `kill -9` at random points, again and again, while it asks the card provider about payments whose webhooks were
 * lost, and gives payments back. Then compares our books with the provider's list.
 */
export async function cardCrashTest({ owner, databaseUrl, kills, seed }: Options): Promise<CardCrashes> {
  const nowhere = 'http://127.0.0.1:1/'
  const standIn = await startPaymentStandIn({
    publicUrl: pageOrigin,
    secret,
    webhookUrl: nowhere,
    webhookPausesMs: [],
  })
  const apiBase = `http://127.0.0.1:${standIn.port}`
  const cards = { apiBase, secret, pageOrigin }
  const page = lanternPay(cards)
  const workers = await openWorkerProcesses()
  const random = randomOf(seed)
  await addTown(owner, (kills + 1) * perKill)
  const load = () => workers.load({ databaseUrl, cards })
  const spare = [load(), load()]
  const waiting = async () => {
    const [row] = await owner`SELECT (SELECT count(*)::int FROM card_payment_sessions WHERE told_at IS NULL)
      + (SELECT count(*)::int FROM payment_refunds WHERE state = 'waiting') AS n`
    return Number(row?.n)
  }
  /** What a killed worker had in hand comes back after some seconds; here at once. */
  const comeBack = async () => {
    await owner`UPDATE card_payment_sessions SET ask_at = current_instant() WHERE told_at IS NULL`
    await owner`UPDATE payment_refunds SET next_attempt_at = current_instant() WHERE state = 'waiting'`
  }
  try {
    for (let kill = 0; kill <= kills; kill++) {
      await pay(owner, page, apiBase, kill * perKill)
      await askForRefunds(owner)
      await comeBack()
      const isLast = kill === kills
      const worker = spare.shift() ?? load()
      const left = isLast ? 0 : Math.ceil(random() * perKill)
      spare.push(load())
      await worker.begin()
      const isBusy = async () => (await worker.until(waiting())) > left
      while (await isBusy()) await worker.until(sleep(2))
      if (kill < kills) await sleep(random() * 15)
      await worker.kill()
    }
    return await count(owner, page, kills)
  } finally {
    for (const { child } of spare) child.kill('SIGKILL')
    workers.close()
    await standIn.close()
  }
}
