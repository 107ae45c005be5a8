import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { actingAs, entriesOf, masqueradeAs, newAddress } from '../masquerade/masquerade.fixture.ts'

let house: TestApp
beforeEach(async () => {
  await house?.close()
  house = await createTestApp()
})
afterAll(() => house.close())

const params = { accountId: town.mariaAccount }

test('own devices, the one at hand marked; nobody else’s', async () => {
  const maria = await house.asCustomer(town.maria)
  const phone = await house.asCustomer(town.maria)
  await house.asCustomer(town.olga)
  await phone.get('/access')
  const { devices } = await maria.api.listAccess()
  expect(devices).toMatchObject([
    { ipAddress: '192.0.2.10', userAgent: 'test browser', isSignedIn: true },
    { ipAddress: '192.0.2.10', userAgent: 'test browser', isSignedIn: true },
  ])
  expect(devices.map((device) => device.isThis)).toEqual([true, false])
})

test('a device that has been away for half an hour is signed out, and stands last', async () => {
  await house.asCustomer(town.maria)
  await house.advanceClock('31 minutes')
  const { devices } = await (await house.asCustomer(town.maria)).api.listAccess()
  expect(devices.map((device) => device.isSignedIn)).toEqual([true, false])
  await house.advanceClock('31 days')
  expect((await (await house.asCustomer(town.maria)).api.listAccess()).devices).toHaveLength(1)
})

test('a support visit tells when, why, what was looked at and what was changed, never who', async () => {
  const { view, masqueradeId } = await actingAs(house, 'amara.okafor')
  const seen = await view.api.readAccountInformation({ params })
  const { taskId } = await view.api.changeMailingAddress({
    params,
    body: { ...newAddress, version: seen.mailingAddress.version },
  })
  await view.get(`/accounts/${town.mariaAccount}/information`)
  const maria = await house.asCustomer(town.maria)
  const { supportVisits } = await maria.api.listAccess()
  expect(supportVisits).toMatchObject([
    {
      masqueradeId,
      endedAt: null,
      accountId: town.mariaAccount,
      purposeKind: 'call',
      mode: 'act',
      isLive: true,
      read: ['account-information:view'],
      changed: [{ taskId, taskType: 'mailing-address' }],
      may: { 'support-visit:end': 'ok' },
    },
  ])
  const page = await maria.get('/access')
  for (const words of [
    'Going on now',
    'You called us',
    'Account information and contact details',
    'Mailing address, ',
    'Not over yet',
    `/access/support-visits/${masqueradeId}/end`,
  ])
    expect(page.text).toContain(words)
  for (const name of ['Amara', 'Okafor', 'okafor', 'C-1001']) expect(page.text).not.toContain(name)
  expect(JSON.stringify(supportVisits)).not.toContain('okafor')
})

test('a start that never arrived is no visit, and nobody else sees it', async () => {
  const desk = await house.asCsr('amara.okafor')
  const asked = { purposeKind: 'call', purposeReference: 'C-1', promptVersion: 0, locale: 'en' as const }
  await desk.api.startMasquerade({
    body: { ...asked, webUserId: town.maria, accountId: town.mariaAccount },
  })
  await masqueradeAs(house, 'amara.okafor', { webUserId: town.olga, accountId: town.otherAccount })
  const { supportVisits } = await (await house.asCustomer(town.maria)).api.listAccess()
  expect(supportVisits).toEqual([])
})

test('the customer ends a live visit: its next request is refused, and the record says who ended it', async () => {
  const { view, masqueradeId } = await masqueradeAs(house, 'amara.okafor')
  expect((await view.get('/access')).status).toBe(200)
  const maria = await house.asCustomer(town.maria)
  const path = `/access/support-visits/${masqueradeId}/end`
  const ended = await maria.submit(path, {})
  expect([ended.status, ended.headers.location]).toEqual([303, '/access?notice=support-visit-ended'])
  expect((await view.get('/access')).status).toBe(401)
  const [visit] = (await maria.api.listAccess()).supportVisits
  expect(visit).toMatchObject({ isLive: false, endedAt: expect.any(String) })
  const [row] = await house.owner`SELECT end_cause FROM masquerades WHERE masquerade_id = ${masqueradeId}`
  expect(row).toMatchObject({ endCause: 'customer' })
  const end = (await entriesOf(house, masqueradeId)).filter((entry) => entry.event === 'ended')
  expect(end).toMatchObject([
    {
      actorKind: 'customer',
      webUserId: town.maria,
      ipAddress: '192.0.2.10',
      csrId: null,
      reason: 'customer',
    },
  ])

  const again = await maria.submit(path, {})
  expect(again.status).toBe(409)
  expect(again.text).toContain('This support visit was over already.')
})

test('another customer’s visit and an unknown one are not there to be ended', async () => {
  const { masqueradeId } = await masqueradeAs(house, 'amara.okafor')
  const olga = await house.asCustomer(town.olga)
  for (const id of [masqueradeId, 'a'.repeat(26)])
    await expect(olga.api.endSupportVisit({ params: { masqueradeId: id } })).rejects.toMatchObject({
      status: 404,
      body: { reason: 'not-found' },
    })
  await expect(olga.api.endSupportVisit({ params: { masqueradeId: "x' OR 1=1--" } })).rejects.toMatchObject({
    status: 400,
  })
  expect((await house.visitor().get('/access')).headers.location).toBe('/sign-in?next=%2Faccess')
  const [row] = await house.owner`SELECT ended_at FROM masquerades WHERE masquerade_id = ${masqueradeId}`
  expect(row?.endedAt).toBeNull()
})

test('in a masquerade: the same page, no device of its own, and it cannot end itself as the customer', async () => {
  await house.asCustomer(town.maria)
  const { view, masqueradeId } = await actingAs(house, 'amara.okafor')
  const { devices, supportVisits } = await view.api.listAccess()
  expect(devices).toHaveLength(1)
  expect(devices[0]?.isThis).toBe(false)
  expect(supportVisits).toMatchObject([{ masqueradeId, may: { 'support-visit:end': 'masquerade-never' } }])
  await expect(view.api.endSupportVisit({ params: { masqueradeId } })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'masquerade-never' },
  })
  const refused = (await entriesOf(house, masqueradeId)).filter((entry) => entry.event === 'refused')
  expect(refused).toMatchObject([{ action: 'support-visit:end', reason: 'masquerade-never' }])
  const page = await view.get('/access')
  expect(page.text).toContain(`aria-describedby="end-${masqueradeId}-reason"`)
  expect(page.text).toContain('aria-describedby="footer-password-reason"')
  expect(page.text).not.toContain('href="/password"')
  expect((await view.get('/access')).text).not.toContain('This device')
})

test('a browser that calls itself by markup shows as another device', async () => {
  const maria = await house.asCustomer(town.maria)
  await house.owner`UPDATE customer_sessions SET user_agent = '"><script>alert(1)</script>' WHERE web_user_id = ${town.maria}`
  const page = await maria.get('/access')
  expect(page.text).toContain('Another device')
  expect(page.text).not.toContain('<script>alert')
})
