import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from '#testing/browser.ts'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, sessionOf, type TestApp, testOrigins } from '#testing/test-app.ts'
import { actingAs } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`UPDATE customer_sessions SET ended_at = now() WHERE ended_at IS NULL`
})

const notFound = { status: 404, body: { reason: 'not-found' } }
const other = async (browser: Browser) => {
  const { devices } = await browser.api.listAccess()
  const [device] = devices.filter(({ isThis, isSignedIn }) => !isThis && isSignedIn)
  return { customerSessionId: device?.customerSessionId ?? 0 }
}
const isSignedIn = async (browser: Browser) => (await browser.get('/access')).status === 200

test('signs out another device by a form, which stops working at once; this one goes on', async () => {
  const phone = await app.asCustomer(town.maria)
  const maria = await app.asCustomer(town.maria)
  const { customerSessionId } = await other(maria)
  const page = (await maria.get('/access')).text
  expect(page).toContain(`action="/access/devices/${customerSessionId}/sign-out"`)
  const response = await maria.submit(`/access/devices/${customerSessionId}/sign-out`, {})
  expect([response.status, response.headers.location]).toEqual([303, '/access?notice=device-signed-out'])
  expect([await isSignedIn(phone), await isSignedIn(maria)]).toEqual([false, true])
  const [line] =
    await app.owner`SELECT * FROM record_entries WHERE action = 'device:sign-out' ORDER BY record_entry_id DESC LIMIT 1`
  expect(line).toMatchObject({ event: 'changed', actorKind: 'customer', webUserId: town.maria })
  await expect(maria.api.signOutDevice({ params: { customerSessionId } })).rejects.toMatchObject(notFound)
})

test('answers not found for a device of another customer, which stays signed in', async () => {
  const maria = await app.asCustomer(town.maria)
  await app.asCustomer(town.maria)
  const olga = await app.asCustomer(town.olga)
  await expect(olga.api.signOutDevice({ params: await other(maria) })).rejects.toMatchObject(notFound)
  expect(await isSignedIn(maria)).toBe(true)
  expect((await other(maria)).customerSessionId).toBeGreaterThan(0)
})

test('signs out all devices, this one too, and other browsers are new devices afterwards', async () => {
  const at = (ip: string) => new Browser(app.fastify, testOrigins.portal, ip)
  const [phone, laptop] = [at('192.0.2.81'), at('192.0.2.82')]
  const olga = await app.asCustomer(town.olga)
  for (const browser of [phone, laptop])
    await browser.submit('/sign-in', { userName: 'm.alvarez', password: townPassword })
  const response = await laptop.submit('/access/sign-out-all', {})
  expect([response.status, response.headers.location]).toEqual([303, '/sign-in?notice=all-signed-out'])
  expect([await isSignedIn(phone), await isSignedIn(laptop), await isSignedIn(olga)]).toEqual([
    false,
    false,
    true,
  ])
  const devices = await app.owner`SELECT FROM known_devices WHERE web_user_id = ${town.maria}`
  expect(devices).toHaveLength(1)
  const [line] =
    await app.owner`SELECT * FROM record_entries WHERE action = 'device:sign-out-all' ORDER BY record_entry_id DESC LIMIT 1`
  expect(line).toMatchObject({ event: 'signed-out', webUserId: town.maria, details: { sessions: 2 } })
})

describe('a masquerade', () => {
  test('sees the devices, and signs none of them out', async () => {
    await app.asCustomer(town.maria)
    const { view } = await actingAs(app, 'amara.okafor')
    const refused = { status: 403, body: { reason: 'masquerade-never' } }
    const params = await other(view)
    await expect(view.api.signOutDevice({ params })).rejects.toMatchObject(refused)
    await expect(view.api.signOutAllDevices()).rejects.toMatchObject(refused)
    const page = (await view.get('/access')).text
    expect(page).not.toMatch(/action="\/access\/(devices|sign-out-all)/)
    expect(page).toContain('aria-describedby="sign-out-all-reason"')
    expect(await other(await app.asCustomer(town.maria))).toEqual(params)
  })

  test('proves nothing to the database: its token ends no session, nor does an invented one', async () => {
    await app.asCustomer(town.maria)
    await actingAs(app, 'ines.ferreira')
    const tokens = await app.owner`SELECT token_hash FROM masquerades WHERE ended_at IS NULL`
    expect(tokens.length).toBeGreaterThan(0)
    for (const tokenHash of [...tokens.map((row) => row.tokenHash as Buffer), Buffer.alloc(32)])
      expect(
        await app.database
          .portal`SELECT end_all_own_sessions(${tokenHash}::bytea, ''::bytea) AS ended, end_own_session(${tokenHash}::bytea, 1) AS one`,
      ).toEqual([{ ended: 0, one: false }])
    await expect(app.database.view`SELECT end_all_own_sessions(''::bytea, ''::bytea)`).rejects.toMatchObject({
      code: '42501',
    })
    expect(await sessionOf(app, town.maria)).not.toBe('')
  })
})
