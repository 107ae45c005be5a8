import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { servicePointOf } from '#testing/add-usage.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { firstDayOfMonth } from './calendar-day.ts'
import { localClock } from './local-clock.ts'
import { qualityCode, type ReadingQuality } from './meter-data/quality.ts'
import { emptyLayer, type MonthLayer } from './stored/month-layer.ts'
import { rowOfLayer } from './stored/stored-row.ts'

const clock = localClock('America/Los_Angeles')
const accountId = town.mariaAccount
let app: TestApp
let point: number

beforeAll(async () => {
  app = await createTestApp()
  point = await servicePointOf(app.owner, accountId)
  await app.owner`UPDATE service_agreements SET started_on = '2026-02-10' WHERE account_id = ${accountId}`
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`DELETE FROM usage_months`
  await app.owner`DELETE FROM usage_periods`
})

type Given = { month: string; minutes: number; channel?: 'delivered' | 'received'; register?: string }

/** Stores a month whose slots are filled by the time that they start. */
async function store(
  { month, minutes, channel = 'delivered', register = '' }: Given,
  fill: (at: string) => { value: number | null; quality?: ReadingQuality } | undefined,
  more: Partial<MonthLayer> = {},
) {
  const layer = { ...emptyLayer({ channel, register, month }, minutes, clock), ...more }
  for (let slot = 0; slot < layer.values.length; slot += 1) {
    const startsAt =
      minutes === 1440
        ? clock.startOfDay(firstDayOfMonth(month) + slot)
        : layer.startsAt + slot * minutes * 60
    const said = fill(new Date(startsAt * 1000).toISOString())
    layer.values[slot] = said?.value ?? null
    layer.qualities[slot] = qualityCode(said?.quality)
  }
  const row = rowOfLayer(layer)
  await app.owner`INSERT INTO usage_months (service_point_id, channel, register, month, starts_at, interval_minutes, packed, qualities,
      set_aside, total, source)
    VALUES (${point}, ${channel}, ${register}, ${`${month}-01`}, to_timestamp(${row.startsAt}), ${minutes}, ${row.packed},
      ${row.qualities}, ${JSON.stringify(row.setAside)}::text::jsonb, ${row.total}, 'green-button')`
}

type Query = { date: string; step?: 'hour' | 'reading'; servicePointId?: number }
const read = async (query: Query, webUserId: number = town.maria) => {
  const { chosen } = await (await app.asCustomer(webUserId)).api.readUsageDay({
    params: { accountId },
    query,
  })
  if (!chosen) throw new Error('no service')
  return chosen
}

test('a day of quarter hours, by hours and as it was measured; a gap is a gap', async () => {
  // 5:00 to 5:30 was not measured.
  const isGap = (at: string) => at >= '2026-03-20T12:00' && at < '2026-03-20T12:30'
  await store({ month: '2026-03', minutes: 15 }, (at) =>
    isGap(at) ? undefined : { value: 100, quality: 'actual' },
  )
  const hours = await read({ date: '2026-03-20' })
  expect(hours.slots).toHaveLength(24)
  expect(hours.slots[5]).toEqual({
    startsAt: '2026-03-20T12:00:00.000Z',
    minutes: 60,
    amount: 0.2,
    received: null,
    quality: 'actual',
    isPartial: true,
    hasSetAside: false,
  })
  expect(hours).toMatchObject({ hours: 24, hasShorter: true, doubtful: 0, receivedAmount: null })
  expect(hours.totalAmount).toBeCloseTo(9.4)
  expect(hours.highest).toMatchObject({ startsAt: '2026-03-20T07:00:00.000Z', minutes: 60, amount: 0.4 })
  const quarters = await read({ date: '2026-03-20', step: 'reading' })
  expect(quarters.slots).toHaveLength(96)
  expect(quarters.slots[20]).toMatchObject({ minutes: 15, amount: null })
  expect([quarters.previous, quarters.next]).toEqual(['2026-03-19', '2026-03-21'])
})

test.each([
  ['2026-03-08', 23, 46],
  ['2026-11-01', 25, 50],
])('%s has %d hours and %d half hours, and all of its energy', async (date, hours, slots) => {
  await store({ month: date.slice(0, 7), minutes: 30 }, () => ({ value: 100 }))
  const halves = await read({ date, step: 'reading' })
  expect([halves.hours, halves.slots.length]).toEqual([hours, slots])
  expect(halves.totalAmount).toBeCloseTo(slots / 10)
  expect((await read({ date })).slots).toHaveLength(hours)
})

test('readings of different lengths stand side by side, and no hour is made of what was not measured', async () => {
  await store({ month: '2026-03', minutes: 60 }, (at) =>
    at < '2026-03-20T19:00' ? { value: 400 } : undefined,
  )
  await store({ month: '2026-03', minutes: 15 }, (at) =>
    at < '2026-03-20T19:00' ? undefined : { value: 50 },
  )
  const day = await read({ date: '2026-03-20', step: 'reading' })
  expect(
    day.slots
      .map(({ minutes }) => minutes)
      .join(' ')
      .replace(/(\d+)( \1)+/g, '$1'),
  ).toBe('60 15')
  expect(day.slots).toHaveLength(12 + 48)
  expect(day.totalAmount).toBeCloseTo(12 * 0.4 + 48 * 0.05)
})

test('delivered and received are never one, and the net is their difference', async () => {
  await store({ month: '2026-03', minutes: 60 }, () => ({ value: 500 }))
  await store({ month: '2026-03', minutes: 60, channel: 'received' }, () => ({ value: 200 }))
  const day = await read({ date: '2026-03-20' })
  expect(day.slots[3]).toMatchObject({ amount: 0.5, received: 0.2 })
  expect([day.totalAmount, day.receivedAmount]).toEqual([expect.closeTo(12), expect.closeTo(4.8)])
  const page = await (await app.asCustomer(town.maria)).get(
    `/accounts/${accountId}/usage/day?date=2026-03-20`,
  )
  expect(page.text).toContain('7.2 kWh')
  expect(page.text).toContain('minus the solar energy')
})

test('qualities are shown, and a value that is set aside counts in no sum', async () => {
  const aside = { setAside: [{ slot: 19 * 24 - 1, raw: 16_777_215, why: 'sentinel' as const }] }
  await store(
    { month: '2026-03', minutes: 60 },
    (at) =>
      at === '2026-03-20T07:00:00.000Z'
        ? undefined
        : { value: 100, quality: at === '2026-03-20T09:00:00.000Z' ? 'estimated' : 'actual' },
    aside,
  )
  const day = await read({ date: '2026-03-20' })
  expect(day.slots[0]).toMatchObject({ amount: null, hasSetAside: true })
  expect(day.slots[2]).toMatchObject({ amount: 0.1, quality: 'estimated' })
  expect(day).toMatchObject({ doubtful: 1, totalAmount: expect.closeTo(2.3) })
  const maria = await app.asCustomer(town.maria)
  const page = await maria.get(`/accounts/${accountId}/usage/day?date=2026-03-20`)
  for (const words of ['estimated', 'not counted', 'no readings']) expect(page.text).toContain(words)
  maria.cookies.set('language', 'es')
  expect((await maria.get(`/accounts/${accountId}/usage/day?date=2026-03-20`)).text).toContain('sin lectura')
  const { chosen } = await maria.api.readUsage({ params: { accountId }, query: { month: '2026-03' } })
  expect(chosen?.periods[19]).toMatchObject({ isEstimated: true, isPartial: true })
  expect(chosen?.periods[20]?.isEstimated).toBeUndefined()
})

test('registers of one direction add up', async () => {
  for (const register of ['E1', 'E2'])
    await store({ month: '2026-03', minutes: 30, register }, () => ({ value: 50 }))
  const day = await read({ date: '2026-03-20' })
  expect(day.slots[0]).toMatchObject({ amount: 0.2, isPartial: false })
  expect(day.totalAmount).toBeCloseTo(4.8)
})

test('hours of most use are named, and a meter of whole days has none', async () => {
  await store({ month: '2026-03', minutes: 15 }, (at) => ({
    value: at.startsWith('2026-03-12T01') ? 900 : 100,
  }))
  const maria = await app.asCustomer(town.maria)
  const month = () => maria.api.readUsage({ params: { accountId }, query: { month: '2026-03' } })
  expect((await month()).chosen?.highestHours[0]).toEqual({
    startsAt: '2026-03-12T01:00:00.000Z',
    amount: 3.6,
  })
  await app.owner`DELETE FROM usage_months`
  await store({ month: '2026-03', minutes: 1440 }, () => ({ value: 9000 }))
  expect((await month()).chosen?.highestHours).toEqual([])
  const day = await read({ date: '2026-03-08' })
  expect(day.slots).toMatchObject([{ minutes: 23 * 60, amount: 9 }])
})

test('billing periods are a table of their own, with the amount for each day', async () => {
  await app.owner`INSERT INTO usage_periods (service_point_id, channel, starts_at, ends_at, total, quality, raw, source)
    VALUES (${point}, 'delivered', '2026-03-01T08:00Z', '2026-03-31T07:00Z', 300000, 2, NULL, 'csv'),
      (${point}, 'delivered', '2026-03-31T07:00Z', '2026-05-01T07:00Z', NULL, 0, 4294967295, 'csv'),
      (${point}, 'delivered', '2025-12-01T08:00Z', '2026-01-01T08:00Z', 777000, 1, NULL, 'csv')`
  const maria = await app.asCustomer(town.maria)
  const { chosen } = await maria.api.readUsage({ params: { accountId }, query: {} })
  // The period before the agreement is the former customer's.
  expect(chosen?.billingPeriods).toEqual([
    {
      startsOn: '2026-03-31',
      endsOn: '2026-04-30',
      days: 31,
      isReceived: false,
      amount: null,
      quality: 'unstated',
    },
    {
      startsOn: '2026-03-01',
      endsOn: '2026-03-30',
      days: 30,
      isReceived: false,
      amount: 300,
      quality: 'estimated',
    },
  ])
  const page = await maria.get(`/accounts/${accountId}/usage`)
  expect(page.text).toContain('From bill to bill')
  expect(page.text).toContain('10.0 kWh')
})

test('a day of another customer’s agreement is empty, and another account’s service is not found', async () => {
  await store({ month: '2026-02', minutes: 60 }, () => ({ value: 100 }))
  expect((await read({ date: '2026-02-09' })).slots).toEqual([])
  expect(await read({ date: '2026-02-10' })).toMatchObject({ previous: null, next: '2026-02-11' })
  const other = await servicePointOf(app.owner, town.otherAccount)
  await expect(read({ date: '2026-02-10', servicePointId: other })).rejects.toMatchObject({ status: 404 })
  await expect(read({ date: '2026-02-10' }, town.olga)).rejects.toMatchObject({ status: 403 })
})
