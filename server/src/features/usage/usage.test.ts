import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUsage, servicePointOf } from '#testing/add-usage.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let point: number
const accountId = town.mariaAccount
const shop = town.mariaShop

beforeAll(async () => {
  app = await createTestApp()
  const { owner } = app
  point = await servicePointOf(owner, accountId)
  // 100 Wh an hour in one year and 150 in the next; 10 May 2025 was not measured.
  const hour = (date: string) => (date === '2025-05-10' ? null : date < '2025-01-01' ? 100 : 150)
  await addUsage(owner, { servicePointId: point, from: '2024-01-01', until: '2025-06-15', hour })
  await addUsage(owner, {
    servicePointId: point,
    channel: 'received',
    from: '2025-06-01',
    until: '2025-06-10',
    hour: () => 50,
  })
})
afterAll(() => app.close())

const read = async (query: object, webUserId: number = town.maria, account: number = accountId) =>
  (await app.asCustomer(webUserId)).api.readUsage({ params: { accountId: account }, query })

test('twelve months up to the newest with readings, each beside the year before', async () => {
  const { chosen, servicePoints } = await read({})
  expect(servicePoints).toEqual([
    {
      servicePointId: point,
      serviceType: 'electricity',
      address: '12 Oak St, Port Ellis',
      hasReadings: true,
    },
  ])
  expect(chosen).toMatchObject({ unit: 'kWh', until: '2025-06', previous: '2024-06', next: null })
  expect(chosen?.newestReadingOn).toBe('2025-06-15')
  const periods = new Map(chosen?.periods.map((period) => [period.period, period]))
  expect([...periods.keys()]).toHaveLength(12)
  expect(periods.get('2025-04')).toMatchObject({ amount: 108, lastYear: 72, isPartial: false })
  // 31 days of 24 hours, less the hour that the clock skipped.
  expect(periods.get('2025-03')).toMatchObject({ amount: 31 * 3.6 - 0.15, lastYear: 31 * 2.4 - 0.1 })
  expect(periods.get('2025-05')).toMatchObject({ amount: 30 * 3.6, isPartial: true })
  expect(periods.get('2025-06')).toMatchObject({ amount: 15 * 3.6, lastYear: 72, isPartial: true })
  expect(periods.get('2024-07')).toMatchObject({ lastYear: null })
  expect(chosen?.highest?.period).toBe('2025-01')
  expect(chosen?.received.find((period) => period.period === '2025-06')).toMatchObject({ amount: 12 })
  expect(chosen?.changePercent).toBeCloseTo(50)
})

test('the days of a month; a day without readings is a gap, not a zero', async () => {
  const { chosen } = await read({ month: '2025-05' })
  expect(chosen?.periods).toHaveLength(31)
  expect(chosen?.periods[9]).toEqual({ period: '2025-05-10', amount: null, lastYear: 2.4, isPartial: false })
  expect(chosen?.periods[10]?.amount).toBeCloseTo(3.6)
  expect(chosen).toMatchObject({ month: '2025-05', until: '2025-06', previous: '2025-04', next: '2025-06' })
})

test('an earlier year is reachable, over years without any reading, and back', async () => {
  const of2011 = { servicePointId: point, from: '2011-01-01', until: '2011-12-31', hour: () => 200 }
  await app.owner`UPDATE service_agreements SET started_on = '2010-01-01' WHERE account_id = ${accountId}`
  await addUsage(app.owner, of2011)
  const oldest = await read({ until: '2024-06' })
  expect(oldest.chosen).toMatchObject({ previous: '2011-12', next: '2025-06' })
  const year = await read({ until: '2011-12' })
  expect(year.chosen?.totalAmount).toBeCloseTo(365 * 24 * 0.2)
  expect(year.chosen).toMatchObject({ previous: null, next: '2024-12', changePercent: null })
  expect((await read({ month: '2011-03' })).chosen).toMatchObject({ until: '2012-02', next: '2011-04' })
})

test('a tenant sees the days of the own agreement, never those of the tenant before or after', async () => {
  const flat = await servicePointOf(app.owner, town.otherAccount)
  const hour = (date: string) => (date < '2025-03-10' ? 1000 : date < '2025-05-20' ? 300 : 7000)
  await addUsage(app.owner, { servicePointId: flat, from: '2024-02-01', until: '2025-06-30', hour })
  const tenancy = (account: number, from: string, until: string | null) => app.owner`
    WITH agreement AS (
      INSERT INTO service_agreements (account_id, service_type, started_on, ended_on)
      VALUES (${account}, 'electricity', ${from}, ${until}) RETURNING service_agreement_id)
    INSERT INTO service_agreement_points SELECT service_agreement_id, ${flat} FROM agreement`
  await app.owner`UPDATE service_agreements SET ended_on = '2025-03-09' WHERE account_id = ${town.otherAccount}`
  await tenancy(shop, '2025-03-10', '2025-05-19')
  await tenancy(town.amaraAccount, '2025-05-20', null)

  const { chosen } = await read({ servicePointId: flat }, town.maria, shop)
  const amounts = new Map(chosen?.periods.map((period) => [period.period, period.amount]))
  expect(amounts.get('2025-02')).toBeNull()
  expect(amounts.get('2025-03')).toBeCloseTo(22 * 24 * 0.3)
  expect(amounts.get('2025-05')).toBeCloseTo(19 * 24 * 0.3)
  expect(chosen?.periods.every(({ lastYear }) => lastYear === null)).toBe(true)
  expect(chosen).toMatchObject({
    until: '2025-05',
    previous: null,
    next: null,
    newestReadingOn: '2025-05-19',
  })
  const march = (await read({ servicePointId: flat, month: '2025-03' }, town.maria, shop)).chosen
  expect(march?.periods.filter(({ amount }) => amount !== null)[0]?.period).toBe('2025-03-10')

  const olga = (await read({ servicePointId: flat }, town.olga, town.otherAccount)).chosen
  expect(olga?.newestReadingOn).toBe('2025-03-09')
  const amara = (await read({ servicePointId: flat }, town.amaraAtHome, town.amaraAccount)).chosen
  expect(amara?.totalAmount).toBeCloseTo(42 * 24 * 7)
  // Maria's house has its own: the same web user's other account is another customer here.
  await expect(read({ servicePointId: flat })).rejects.toMatchObject({ status: 404 })
})

test('without readings the page offers no year, and says so', async () => {
  const grace = await app.asCustomer(town.protectedUser)
  const { chosen } = await grace.api.readUsage({ params: { accountId: town.protectedAccount }, query: {} })
  expect(chosen).toMatchObject({ periods: [], until: null, newestReadingOn: null, highest: null })
  expect((await grace.get(`/accounts/${town.protectedAccount}/usage`)).text).toContain('No readings yet')
})

test.each([
  ['month', { month: '2025-13' }, 400],
  ['until', { until: '0001-01' }, 400],
  ['servicePointId', { servicePointId: 'x' as never }, 400],
])('a wrong %s is refused', async (_, query, status) => {
  await expect(read(query)).rejects.toMatchObject({ status, body: { reason: 'invalid-request' } })
})

test('strangers and other customers are refused', async () => {
  await expect(read({}, town.olga)).rejects.toMatchObject({
    status: 403,
    body: { reason: 'account-not-linked' },
  })
  await expect(app.visitor().api.readUsage({ params: { accountId }, query: {} })).rejects.toMatchObject({
    status: 401,
  })
})

test('the page has bars that lead to days, the table behind them, and what was sent back', async () => {
  const maria = await app.asCustomer(town.maria)
  const months = await maria.get(`/accounts/${accountId}/usage`)
  expect(months.text).toContain(`servicePointId=${point}&amp;month=2025-04&amp;until=2025-06`)
  expect(months.text).toContain('April 2025: 108 kWh. A year before: 72 kWh')
  expect(months.text).toContain('50% more')
  expect(months.text).toContain('id="sent-back"')
  const days = await maria.get(`/accounts/${accountId}/usage?month=2025-05`)
  expect(days.text).toContain('May 10, 2025: no readings. A year before: 2.4 kWh')
  maria.cookies.set('language', 'es')
  expect((await maria.get(`/accounts/${accountId}/usage`)).text).toContain('Consumió un 50')
})
