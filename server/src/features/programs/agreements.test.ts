import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addBill } from '#testing/add-bill.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { addDays, addMonths } from './calendar.ts'
import { endPrograms } from './end-programs.ts'
import { changeSetting } from './programs.fixture.ts'

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

/** An account that owes $123.45, due yesterday, and is in no program. */
beforeEach(async () => {
  await app.owner`DELETE FROM account_programs`
  await app.owner`DELETE FROM payments`
  await app.owner`DELETE FROM bills`
  await app.owner`UPDATE accounts SET balance_cents = 12345 WHERE account_id = ${accountId}`
  const dueDate = addDays(today, -1)
  await addBill(app.owner, { accountId, billDate: addDays(today, -22), dueDate, chargesCents: 12_345 })
})

const pay = async (cents: number, receivedOn = today) => {
  await app.owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender)
    VALUES (${accountId}, ${receivedOn}, ${cents}, 'USD', 'bank')`
  await app.owner`UPDATE accounts SET balance_cents = balance_cents - ${cents} WHERE account_id = ${accountId}`
}
const runJob = () =>
  endPrograms.run({
    pool: app.database.worker,
    installation: app.installation,
    signal: new AbortController().signal,
  })
/** Moves what is agreed into the past, as if it had been agreed some days ago. */
const daysPass = (
  days: number,
) => app.owner`UPDATE account_programs SET started_on = started_on - ${days}::integer,
  changed_on = changed_on - ${days}::integer,
  terms = CASE program
    WHEN 'payment-extension' THEN jsonb_set(terms, '{untilOn}', to_jsonb((terms ->> 'untilOn')::date - ${days}::integer))
    WHEN 'payment-arrangement' THEN jsonb_set(terms, '{parts}', (SELECT jsonb_agg(jsonb_build_object('amountCents', p -> 'amountCents',
      'on', (p ->> 'on')::date - ${days}::integer) ORDER BY p ->> 'on') FROM jsonb_array_elements(terms -> 'parts') p)) ELSE terms END`

const agree = (parts: number, totalCents = 12_345, version = 0) =>
  maria.api.changePaymentArrangement({ params, body: { terms: { parts, totalCents }, version } })
const extend = async (version = 0) => {
  const { agreement } = (await maria.api.readPrograms({ params })).paymentExtension.offer
  return maria.api.changePaymentExtension({ params, body: { terms: agreement, version } })
}

describe('a payment arrangement', () => {
  test('offers installments with dates and amounts that sum to what is owed, and agrees to exactly those', async () => {
    const { paymentArrangement: before } = await maria.api.readPrograms({ params })
    expect(before).toMatchObject({ state: 'none', whyNot: [], offer: { totalCents: 12_345, graceDays: 5 } })
    expect(before.offer.plans.map(({ length }) => length)).toEqual([2, 3, 4, 5, 6])
    for (const plan of before.offer.plans)
      expect(plan.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(12_345)
    const first = addDays(today, 7)
    expect(before.offer.plans[0]).toEqual([
      { on: first, amountCents: 6173 },
      { on: addMonths(first, 1), amountCents: 6172 },
    ])
    const { taskId } = await agree(2)
    const [task] = await app.owner`SELECT task_type, state, amount_cents, payload FROM self_service_tasks
      WHERE self_service_task_id = ${taskId}`
    expect(task).toEqual({
      taskType: 'payment-arrangement',
      state: 'completed',
      amountCents: 12_345,
      payload: { parts: 2, first },
    })
    const { paymentArrangement: after, paymentExtension } = await maria.api.readPrograms({ params })
    expect(after).toMatchObject({ state: 'active', startedOn: today, whyNot: ['program-agreed-already'] })
    expect(after.terms?.parts).toEqual(before.offer.plans[0])
    expect(paymentExtension.whyNot).toEqual(['program-has-other'])
    expect(await agree(2)).toMatchObject({ taskId: null })
  })

  test('refuses another amount than is owed, and more installments than are offered', async () => {
    await expect(agree(2, 12_000)).rejects.toMatchObject({
      status: 409,
      body: { reason: 'program-offer-changed', fields: [{ field: 'terms' }] },
    })
    await expect(agree(7)).rejects.toMatchObject({
      status: 422,
      body: { fields: [{ field: 'terms.parts' }] },
    })
    const undo = await changeSetting(app, 'programs.arrangement-least-cents', 6200)
    expect((await maria.api.readPrograms({ params })).paymentArrangement.whyNot).toEqual([
      'program-too-little',
    ])
    await undo()
  })

  test('counts payments after it and none before, and is completed by the last one', async () => {
    await pay(345)
    await agree(3, 12_000)
    const progress = async () => (await maria.api.readPrograms({ params })).paymentArrangement.offer.progress
    expect(await progress()).toMatchObject({ paidCents: 0, totalCents: 12_000, next: { amountCents: 4000 } })
    await pay(5000)
    expect(await progress()).toMatchObject({ paidCents: 5000, next: { amountCents: 3000 } })
    await runJob()
    expect((await maria.api.readPrograms({ params })).paymentArrangement.state).toBe('active')
    await pay(7000)
    await runJob()
    expect((await maria.api.readPrograms({ params })).paymentArrangement).toMatchObject({
      state: 'completed',
      endedOn: today,
      whyNot: ['program-nothing-owed'],
    })
  })

  test('breaks after the days of grace, with one line in the record, and then no new one is agreed', async () => {
    await agree(2)
    await daysPass(12)
    await runJob()
    expect((await maria.api.readPrograms({ params })).paymentArrangement.state).toBe('active')
    await daysPass(1)
    await runJob()
    await runJob()
    const { paymentArrangement, paymentExtension } = await maria.api.readPrograms({ params })
    expect(paymentArrangement).toMatchObject({ state: 'broken', whyNot: ['program-broken-lately'] })
    expect(paymentExtension.whyNot).toEqual(['program-broken-lately'])
    const lines = await app.owner`SELECT actor_kind, account_id, details FROM record_entries
      WHERE action = 'program:change' AND actor_kind = 'system' AND details ->> 'state' = 'broken'`
    expect(lines).toEqual([
      { actorKind: 'system', accountId, details: { program: 'payment-arrangement', state: 'broken' } },
    ])
    await expect(agree(2, 12_345, paymentArrangement.version)).rejects.toMatchObject({
      status: 409,
      body: { reason: 'program-not-open', fields: [{ field: 'terms', reason: 'program-broken-lately' }] },
    })
  })

  test('is left with a task that says so, and leaving gains no time', async () => {
    await agree(2)
    await daysPass(3)
    const { version } = (await maria.api.readPrograms({ params })).paymentArrangement
    const { taskId } = await maria.api.changePaymentArrangement({ params, body: { terms: null, version } })
    const [task] =
      await app.owner`SELECT payload FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
    expect(task?.payload).toMatchObject({ withdrawn: true })
    const { plans } = (await maria.api.readPrograms({ params })).paymentArrangement.offer
    expect(plans[0]?.[0]?.on).toBe(addDays(today, 4))
  })
})

describe('a payment extension', () => {
  test('gives the days of the setting for what is past due, and breaks when they pass', async () => {
    const { offer } = (await maria.api.readPrograms({ params })).paymentExtension
    expect(offer.agreement).toEqual({ on: addDays(today, 10), amountCents: 12_345 })
    const { taskId } = await extend()
    const [task] =
      await app.owner`SELECT state, payload FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
    expect(task).toEqual({ state: 'completed', payload: { payUntil: addDays(today, 10) } })
    await daysPass(10)
    await runJob()
    expect((await maria.api.readPrograms({ params })).paymentExtension.state).toBe('active')
    await daysPass(1)
    await runJob()
    expect((await maria.api.readPrograms({ params })).paymentExtension.state).toBe('broken')
  })

  test('is given twice in twelve months, and one that was left counts', async () => {
    for (let version = 0; version < 4; version += 2) {
      await extend(version)
      await maria.api.changePaymentExtension({ params, body: { terms: null, version: version + 1 } })
    }
    expect((await maria.api.readPrograms({ params })).paymentExtension.whyNot).toEqual(['program-used-up'])
    await expect(extend(4)).rejects.toMatchObject({ body: { fields: [{ reason: 'program-used-up' }] } })
  })

  test('counts from the due date where that is ahead, and needs something that is owed', async () => {
    await app.owner`UPDATE bills SET due_date = ${addDays(today, 5)}`
    expect((await maria.api.readPrograms({ params })).paymentExtension.offer.agreement?.on).toBe(
      addDays(today, 15),
    )
    await app.owner`UPDATE accounts SET balance_cents = 0 WHERE account_id = ${accountId}`
    expect((await maria.api.readPrograms({ params })).paymentExtension).toMatchObject({
      whyNot: ['program-nothing-owed'],
      offer: { agreement: null },
    })
  })
})

describe('the overview of a past due account', () => {
  test('offers two installments and more time, then says what is agreed', async () => {
    const overview = () => maria.api.readOverview({ params })
    expect((await overview()).relief).toEqual({
      inTwo: { on: addDays(today, 7), amountCents: 6173 },
      later: { on: addDays(today, 10), amountCents: 12_345, days: 10 },
      agreed: null,
    })
    const page = await maria.get(`/accounts/${accountId}/overview`)
    expect(page.text).toContain(`/accounts/${accountId}/programs/payment-arrangement?parts=2`)
    expect(page.text).toContain('10 more days: by')
    await agree(2)
    await pay(1000)
    expect((await overview()).relief).toMatchObject({
      inTwo: null,
      later: null,
      agreed: { program: 'payment-arrangement', next: { amountCents: 5173 }, openCents: 11_345 },
    })
    expect((await maria.get(`/accounts/${accountId}/overview`)).text).toContain('As agreed, $51.73 is due on')
  })

  test('offers nothing to a viewer, and nothing where nothing is past due', async () => {
    const john = await app.asCustomer(town.john)
    expect((await john.get(`/accounts/${accountId}/overview`)).text).not.toContain('Pay in two parts')
    await app.owner`UPDATE bills SET due_date = ${addDays(today, 5)}`
    expect((await maria.api.readOverview({ params })).relief).toBeNull()
  })
})

test('the desk sees what is agreed, who asked for it, and the reason for the arrears', async () => {
  const amara = await app.asCsr('amara.okafor')
  const read = () => amara.api.readAccount({ params })
  expect(await read()).toMatchObject({
    programs: [],
    arrears: { reason: 'bill-unpaid', since: addDays(today, -1) },
  })
  const { taskId } = await agree(2)
  await maria.api.changePaperless({ params, body: { terms: { paperToo: true }, version: 0 } })
  const { programs, arrears } = await read()
  expect(arrears?.reason).toBe('agreed')
  expect(programs).toMatchObject([
    {
      program: 'paperless',
      state: 'active',
      changedOn: today,
      paperToo: true,
      asked: { madeBy: 'm.alvarez' },
    },
    {
      program: 'payment-arrangement',
      state: 'active',
      amountCents: 12_345,
      installments: 2,
      asked: { taskId },
    },
  ])
  await daysPass(20)
  await runJob()
  expect(await read()).toMatchObject({ arrears: { reason: 'agreement-broken' } })
  await app.owner`UPDATE accounts SET is_paperless = true WHERE account_id = ${town.mariaShop}`
  const shop = await amara.api.readAccount({ params: { accountId: town.mariaShop } })
  expect(shop).toMatchObject({
    arrears: null,
    programs: [{ program: 'paperless', state: 'active', changedOn: null, asked: null }],
  })
})

test('the pages agree without JavaScript: two parts in one post, and a stale amount is shown again', async () => {
  const path = `/accounts/${accountId}/programs/payment-arrangement`
  const page = await maria.get(`${path}?parts=3`)
  expect(page.text).toContain('Agree to 3 installments')
  expect(page.text).toContain('name="totalCents" value="12345"')
  const stale = await maria.submit(path, { version: '0', parts: '3', totalCents: '999' })
  expect(stale.status).toBe(409)
  expect(stale.text).toContain('Agree to 3 installments')
  const taken = await maria.submit(path, { version: '0', parts: '3', totalCents: '12345' })
  expect(taken.status).toBe(303)
  const extension = await maria.get(`/accounts/${accountId}/programs/payment-extension`)
  expect(extension.text).toContain('An account can have one of them at a time.')
})
