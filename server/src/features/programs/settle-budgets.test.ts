import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { addDays, addMonths } from './calendar.ts'
import { addYearOfBills } from './programs.fixture.ts'
import { settleBudgets } from './settle-budgets.ts'

let app: TestApp
let maria: Browser
let today: string
const accountId = town.mariaAccount as number
const params = { accountId }

beforeAll(async () => {
  app = await createTestApp()
  maria = await app.asCustomer(town.maria)
  today = (await maria.api.readPrograms({ params })).today
})
afterAll(() => app.close())

const charges = Array.from({ length: 12 }, (_, at) => 10_000 + at * 1_000)
const run = () =>
  settleBudgets.run({
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  })
const read = async () => (await maria.api.readPrograms({ params })).budgetBilling
const tasksOf = () => app.owner`SELECT actor_kind, state, amount_cents, payload FROM self_service_tasks
  WHERE task_type = 'budget-billing' AND account_id = ${accountId} ORDER BY self_service_task_id`

/** Enrolled a year ago for $145.00 each month, while the bills since were $155.00 on the mean. */
beforeEach(async () => {
  await app.owner`DELETE FROM account_programs`
  await app.owner`DELETE FROM bills`
  await app.owner`DELETE FROM outgoing_messages`
  await app.owner`DELETE FROM to_dos`
  await app.owner`DELETE FROM self_service_task_log`
  await app.owner`UPDATE accounts SET status = 'active', balance_cents = 0 WHERE account_id = ${accountId}`
  await addYearOfBills(app.owner, accountId, charges, today)
  await maria.api.changeBudgetBilling({ params, body: { terms: { monthlyCents: 15_500 }, version: 0 } })
  await app.owner`UPDATE account_programs SET terms = '{"monthlyCents": 14500}', started_on = ${addMonths(today, -12)},
    changed_on = ${addMonths(today, -12)}`
})

test('at the end of its year the difference is settled once, and the next year begins with an amount from its bills', async () => {
  const before = (await tasksOf()).length
  await Promise.all([run(), run(), run()])
  await run()
  const budget = await read()
  expect(budget).toMatchObject({
    state: 'active',
    startedOn: today,
    terms: { monthlyCents: 15_500 },
    offer: {
      months: [],
      trueUpOn: addMonths(today, 12),
      lastYear: { trueUpCents: 12_000, monthlyCents: 14_500, settledOn: today },
    },
  })
  expect(budget.offer.lastYear?.months).toHaveLength(12)
  expect(budget.offer.lastYear?.months.at(-1)?.runningCents).toBe(12_000)
  expect((await tasksOf()).slice(before)).toEqual([
    {
      actorKind: 'system',
      state: 'completed',
      amountCents: 15_500,
      payload: {
        budgetBilling: { before: true, after: true },
        settled: { until: today, billedCents: 186_000, trueUpCents: 12_000 },
      },
    },
  ])
  const mails = await app.owner`SELECT subject, body FROM outgoing_messages WHERE template = 'budget-settled'`
  expect(mails).toHaveLength(1)
  expect(mails[0]?.subject).toBe('Budget billing: $120.00 is added to your next bill')
  expect(mails[0]?.body).toContain('Your monthly amount is now $155.00.')
  expect(await app.owner`SELECT subject FROM to_dos`).toEqual([{ subject: 'budget-settled' }])
  const lines =
    await app.owner`SELECT details FROM record_entries WHERE action = 'job:settle-budgets' AND account_id = ${accountId}`
  expect(lines.at(-1)?.details).toMatchObject({ trueUpCents: 12_000, monthlyCents: 15_500 })
})

test('the page shows the settled year as a chart with its table, and one can leave the new year', async () => {
  await run()
  const page = await maria.get(`/accounts/${accountId}/programs/budget-billing`)
  expect(page.text).toContain(
    'we compared your bills with the monthly amount of $145.00. $120.00 is added to the next bill after that.',
  )
  expect(page.text).toContain('Bills of the last year beside the monthly amount')
  expect(page.text).toContain('<svg')
  const { version } = await read()
  await maria.api.changeBudgetBilling({ params, body: { terms: null, version } })
  expect(await read()).toMatchObject({ state: 'withdrawn', offer: { lastYear: { trueUpCents: 12_000 } } })
})

test('a day before its end nothing is settled; a closed account gets no new year', async () => {
  await app.owner`UPDATE account_programs SET started_on = ${addDays(addMonths(today, -12), 1)}, changed_on = ${today}`
  await run()
  expect((await read()).offer.lastYear).toBeNull()
  await app.owner`UPDATE account_programs SET started_on = ${addMonths(today, -12)}, changed_on = ${addMonths(today, -12)}`
  await app.owner`UPDATE accounts SET status = 'closed' WHERE account_id = ${accountId}`
  await run()
  expect(await read()).toMatchObject({ state: 'completed', terms: null })
  expect((await tasksOf()).at(-1)?.payload).toMatchObject({ budgetBilling: { before: true, after: false } })
})

test('several years that nobody settled are settled one after the other', async () => {
  await app.owner`UPDATE account_programs SET started_on = ${addMonths(today, -24)}, changed_on = ${addMonths(today, -24)}`
  await run()
  await run()
  const rows =
    await app.owner`SELECT state, ended_on::text FROM account_programs WHERE account_id = ${accountId} ORDER BY version`
  expect(rows.map(({ state }) => state)).toEqual(['completed', 'completed', 'active'])
})
