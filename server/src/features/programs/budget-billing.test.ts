import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { addMonths } from './calendar.ts'
import { ledgerOf, monthlyCentsOf } from './kinds/budget-billing.ts'
import { addYearOfBills, changeSetting } from './programs.fixture.ts'

let app: TestApp
const accountId = town.mariaAccount as number
const params = { accountId }
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const bill = fc.integer({ min: -50_000, max: 500_000 })

test('the monthly amounts and the true-up sum to what was billed, to the cent, for any bills and amount', () => {
  fc.assert(
    fc.property(fc.array(bill, { minLength: 1, maxLength: 12 }), fc.nat(300_000), (charges, monthly) => {
      const bills = charges.map((chargesCents) => ({ billDate: '2026-01-01', chargesCents }))
      const { months, trueUpCents } = ledgerOf(bills, monthly)
      const budget = months.reduce((sum, { budgetCents }) => sum + budgetCents, 0)
      expect(budget + trueUpCents).toBe(charges.reduce((sum, cents) => sum + cents, 0))
      expect(months.at(-1)?.runningCents).toBe(trueUpCents)
    }),
  )
})

test('the monthly amount is whole, and over the same bills never leaves more to pay than was billed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 1, maxLength: 12 }),
      (charges) => {
        const bills = charges.map((chargesCents) => ({ billDate: '2026-01-01', chargesCents }))
        const monthly = monthlyCentsOf(bills)
        expect(monthly % 100).toBe(0)
        const { trueUpCents } = ledgerOf(bills, monthly)
        expect(trueUpCents).toBeLessThanOrEqual(0)
        expect(trueUpCents).toBeGreaterThan(-100 * bills.length)
      },
    ),
  )
})

test('names the amount from twelve bills, agrees to it, and shows the bills since with the true-up', async () => {
  const maria = await app.asCustomer(town.maria)
  const read = async () => (await maria.api.readPrograms({ params })).budgetBilling
  const { today } = await maria.api.readPrograms({ params })
  const charges = Array.from({ length: 11 }, (_, at) => 10_000 + at * 1000)
  await addYearOfBills(app.owner, accountId, charges, today)
  expect((await read()).whyNot).toEqual(['program-too-few-bills'])
  await addYearOfBills(app.owner, accountId, [21_000], addMonths(today, -11))
  const before = await read()
  expect(before).toMatchObject({ state: 'none', whyNot: [], offer: { monthlyCents: 15_500, trueUpCents: 0 } })
  expect(before.offer.months).toHaveLength(12)
  expect(before.offer.months[0]).toMatchObject({ billedCents: 21_000, runningCents: 5500 })
  const change = (monthlyCents: number) =>
    maria.api.changeBudgetBilling({ params, body: { terms: { monthlyCents }, version: 0 } })
  await expect(change(9900)).rejects.toMatchObject({ status: 409, body: { reason: 'program-offer-changed' } })
  const { taskId } = await change(15_500)
  const [task] = await app.owner`SELECT state, amount_cents, payload FROM self_service_tasks
    WHERE self_service_task_id = ${taskId}`
  expect(task).toEqual({
    state: 'completed',
    amountCents: 15_500,
    payload: { budgetBilling: { before: false, after: true } },
  })
  expect(await change(15_500)).toMatchObject({ taskId: null })
  // Agreed two months ago: two of the bills are newer.
  await app.owner`UPDATE account_programs SET started_on = ${addMonths(today, -2)}, changed_on = ${addMonths(today, -2)}`
  expect(await read()).toMatchObject({
    state: 'active',
    offer: {
      monthlyCents: 15_500,
      months: [{ billedCents: 11_000 }, { billedCents: 10_000 }],
      trueUpCents: -10_000,
      trueUpOn: addMonths(today, 10),
    },
  })
  const page = await maria.get(`/accounts/${accountId}/programs/budget-billing`)
  expect(page.text).toContain('$100.00 would be credited')
  expect(page.text).toContain('<svg')
  expect(page.text).toMatch(/<table>.*-\$100\.00/s)
})

test('needs nothing past due; a setting names how many bills are enough', async () => {
  const olga = await app.asCustomer(town.olga)
  const other = { accountId: town.otherAccount as number }
  const read = async () => (await olga.api.readPrograms({ params: other })).budgetBilling.whyNot
  await addYearOfBills(app.owner, town.otherAccount, [10_000, 10_000, 10_000], '2020-03-01')
  const { today } = await olga.api.readPrograms({ params: other })
  await addYearOfBills(app.owner, town.otherAccount, [10_000, 10_000, 10_000], addMonths(today, -2))
  const undo = await changeSetting(app, 'programs.budget-least-bills', 3)
  expect(await read()).toEqual([])
  await app.owner`UPDATE accounts SET balance_cents = 100 WHERE account_id = ${town.otherAccount}`
  expect(await read()).toEqual(['program-past-due'])
  await undo()
  expect(await read()).toEqual(['program-past-due', 'program-too-few-bills'])
})
