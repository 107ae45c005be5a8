import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#database/database.ts'
import type { Pool } from '#database/sql.ts'
import { sealValue } from '#encryption/sealed-value.ts'
import { httpBank } from '#integrations/bank/http-bank.ts'
import { startBankStandIn } from '#integrations/bank/stand-in.ts'
import { addTown, firstAccount } from '#tasks/crash/crash-town.fixture.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { openWorkerProcesses } from '#worker/worker-processes.fixture.ts'
import { readBankReturns } from '../read-returns.ts'

export type PaymentCrashes = {
  kills: number
  attempts: number
  /** Payments that the bank made and we did not book, in cents; and those that we booked and the bank did not make. */
  lostCents: number
  /** What the bank or our books have twice, in cents. */
  doubledCents: number
  /** Whether the balances, our payments and the bank's list agree. */
  isReconciled: boolean
}

export type CrashOptions = { owner: Pool; databaseUrl: string; kills: number; seed: number }

/** What the killed worker has to do, and how much of it is still to be done. */
export type BankWork = {
  add(owner: Pool, from: number, count: number): Promise<void>
  waiting(owner: Pool): Promise<number>
  /** The balance of each account before it is paid. */
  owedCents: number
}

const perKill = 10
/** What each account pays. */
export const crashCents = 1_234
const cents = crashCents
const authorization = 'Bearer for tests only'

/** Every tenth payment is refused for lack of money, and every other tenth is returned later. */
export const endingOf = (n: number) => (n % 10 === 3 ? '0003' : n % 10 === 7 ? '0004' : '6789')

/** The same numbers from the same seed, from 0 up to 1. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** Adds scheduled payments of today, each on an account and from a bank account of its own. */
async function addPayments(owner: Pool, from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++)
    await owner.begin(async (sql) => {
      const [task] =
        await sql`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
          ip_address, self_service_user_id, payload, amount_cents, currency, scheduled_on, correlation_id, created_at, updated_at)
        VALUES ('one-time-payment', 'scheduled', ${firstAccount + n}, 'customer', 'crash.test', 'crash@example.com', '192.0.2.1',
          900001, ${sql.json({ payBy: 'bank', bankAccount: '•••• 6789' })}, ${cents}, 'USD',
          (current_instant() AT TIME ZONE 'America/Los_Angeles')::date, gen_random_uuid(), current_instant(), current_instant())
        RETURNING self_service_task_id`
      const taskId = Number(task?.selfServiceTaskId)
      await sql`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
        VALUES (${taskId}, 1, current_instant(), 'scheduled', 'crash.test')`
      const number = `${100_000 + n}${endingOf(n)}`
      const [bankAccount] =
        await sql`INSERT INTO bank_accounts (web_user_id, self_service_task_id, kind, routing_number,
          number_encrypted, number_hash, masked_number, added_at, verified_at)
        VALUES (900001, ${taskId}, 'checking', '122105155', ${sealValue(testEncryptionKey, number)}, ${Buffer.from(number)},
          '•••• 6789', current_instant(), current_instant()) RETURNING bank_account_id`
      await sql`INSERT INTO bank_transfers (purpose, bank_account_id, self_service_task_id, amount_cents, currency, next_attempt_at)
        VALUES ('payment', ${Number(bankAccount?.bankAccountId)}, ${taskId}, ${cents}, 'USD', current_instant())`
    })
}

/** Reads what the bank took back. The killed workers read it as they began. */
async function readReturns(databaseUrl: string, api: string): Promise<void> {
  const database = openDatabase(databaseUrl, testEncryptionKey, { connections: 5 })
  const installation = testInstallation({ bank: httpBank({ api, authorization }) })
  const signal = new AbortController().signal
  await readBankReturns.run({ pool: database.worker, installation, signal })
  await database.close()
}

/** Compares what the bank did with what is booked, payment by payment. */
async function count(
  owner: Pool,
  bank: ReturnType<typeof httpBank>,
  { kills, owedCents }: { kills: number; owedCents: number },
): Promise<PaymentCrashes> {
  const days = [-1, 0].map((day) => new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10))
  const listed = (await Promise.all(days.map((day) => bank.transfersOf(day)))).flat()
  const rows = await owner`SELECT x.bank_key::text AS key, a.balance_cents,
      (SELECT count(*)::int FROM payments p WHERE p.account_id = a.account_id) AS payments,
      (SELECT count(*)::int FROM payments p JOIN payment_reversals r USING (payment_id) WHERE p.account_id = a.account_id) AS reversals
    FROM bank_transfers x JOIN self_service_tasks t USING (self_service_task_id) JOIN accounts a USING (account_id)
    WHERE a.account_id >= ${firstAccount}`
  let [lost, doubled, unequal] = [0, 0, 0]
  for (const row of rows) {
    const made = listed.filter(({ key }) => key === row.key)
    const returned = made.filter(({ state }) => state === 'returned').length
    const [payments, reversals] = [Number(row.payments), Number(row.reversals)]
    if (made.length !== payments && payments < 2 && made.length < 2) lost += 1
    if (payments > 1 || made.length > 1 || reversals > 1) doubled += 1
    if (reversals !== returned || Number(row.balanceCents) !== owedCents + (reversals - payments) * cents)
      unequal += 1
  }
  return {
    kills,
    attempts: rows.length,
    lostCents: lost * cents,
    doubledCents: doubled * cents,
    isReconciled: lost + doubled + unequal === 0,
  }
}

/**
 * Kills the worker with `kill -9` at random points, again and again, while there are payments to make, some of which the bank refuses or takes
 * back. Then compares our books with the bank's list.
 */
export async function crashAtBank(options: CrashOptions, work: BankWork): Promise<PaymentCrashes> {
  const { owner, databaseUrl, kills, seed } = options
  const standIn = await startBankStandIn({ publicUrl: 'http://bank.localhost:8080', authorization })
  const bankApi = `http://127.0.0.1:${standIn.port}`
  const workers = await openWorkerProcesses()
  const random = randomOf(seed)
  await addTown(owner, (kills + 1) * perKill)
  const load = () => workers.load({ databaseUrl, bank: { api: bankApi, authorization } })
  const spare = [load(), load()]
  /** What a killed worker had in hand comes back after some seconds; here at once. */
  const comeBack = () => owner`WITH due AS (
      UPDATE bank_transfers SET next_attempt_at = current_instant() WHERE state = 'waiting' RETURNING 1)
    SELECT pg_notify('bank_transfers', '') FROM (SELECT count(*) FROM due) counted`
  try {
    for (let kill = 0; kill <= kills; kill++) {
      await work.add(owner, kill * perKill, perKill)
      const worker = spare.shift() ?? load()
      spare.push(load())
      await comeBack()
      const left = kill === kills ? 0 : Math.ceil(random() * perKill)
      await worker.begin()
      while ((await worker.until(work.waiting(owner))) > left) await worker.until(sleep(2))
      if (kill < kills) await sleep(random() * 15)
      await worker.kill()
    }
    await readReturns(databaseUrl, bankApi)
    return await count(owner, httpBank({ api: bankApi, authorization }), {
      kills,
      owedCents: work.owedCents,
    })
  } finally {
    for (const { child } of spare) child.kill('SIGKILL')
    workers.close()
    await standIn.close()
  }
}

/** Kills the worker while scheduled payments are due. */
export const paymentCrashTest = (options: CrashOptions): Promise<PaymentCrashes> =>
  crashAtBank(options, {
    add: addPayments,
    waiting: async (owner) => {
      const [row] = await owner`SELECT count(*)::int AS n FROM bank_transfers WHERE state = 'waiting'`
      return Number(row?.n)
    },
    owedCents: 0,
  })
