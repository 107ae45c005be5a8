import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '../../server/src/testing/small-town.ts'
import { createTestApp, type TestApp } from '../../server/src/testing/test-app.ts'
import { endSessions } from './sessions.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const end = (...args: string[]) =>
  app.owner.begin((sql) => endSessions(sql as unknown as Parameters<typeof endSessions>[0], args))
const isIn = async (browser: Awaited<ReturnType<TestApp['asCustomer']>>) =>
  (await browser.get('/access')).status === 200
const lines = async (action: string) =>
  (
    await app.owner`SELECT details FROM record_entries WHERE action = ${action} AND actor_kind = 'system'
      ORDER BY record_entry_id`
  ).map(({ details }) => details)

test('ends every session of one customer and of nobody else, and all of them with --all', async () => {
  const [phone, laptop, other] = [
    await app.asCustomer(town.maria),
    await app.asCustomer(town.maria),
    await app.asCustomer(town.john),
  ]
  expect(await end('customer', 'M.Alvarez')).toBe('2 sessions of M.Alvarez ended.')
  expect([await isIn(phone), await isIn(laptop), await isIn(other)]).toEqual([false, false, true])
  expect(await end('customer', '--all')).toBe('1 session of customers ended.')
  expect(await isIn(other)).toBe(false)
  expect(await lines('session:end')).toEqual([
    { whose: 'customer', who: town.maria, sessions: 2 },
    { whose: 'customer', who: 'all', sessions: 1 },
  ])
})

test('ends desk sessions of one CSR and of all; the CSR stays active', async () => {
  const amara = await app.asCsr('amara.okafor')
  const ines = await app.asCsr('ines.ferreira')
  const works = (browser: typeof amara) =>
    browser.api.readDesk({}).then(
      () => true,
      () => false,
    )
  expect([await works(amara), await works(ines)]).toEqual([true, true])
  expect(await end('staff', 'amara.okafor')).toBe('1 session of amara.okafor ended.')
  expect([await works(amara), await works(ines)]).toEqual([false, true])
  expect(await end('staff', '--all')).toBe('1 session of staff ended.')
  expect(await works(ines)).toBe(false)
  expect(await app.owner`SELECT is_active FROM csr_users WHERE csr_id = 'amara.okafor'`).toEqual([
    { isActive: true },
  ])
  expect(await lines('desk-session:end')).toHaveLength(2)
})

test.each([
  [[], /Usage/],
  [['customer'], /Usage/],
  [['customer', 'm.alvarez', 'more'], /Usage/],
  [['everybody', '--all'], /Usage/],
  [['customer', 'nobody'], /No web user is called nobody/],
  [['staff', 'nobody'], /nobody/],
])('refuses %j', async (args, words) => {
  await expect(end(...args)).rejects.toThrow(words)
})
