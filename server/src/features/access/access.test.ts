import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { work } from '../account-links/links.fixture.ts'
import {
  actingAs,
  arrive,
  entriesOf,
  masqueradeAs,
  newAddress,
  startRequest,
} from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp({ texts: { sendText: async () => {} } })
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount }

test('lists the customer’s own devices only, and marks the current one', async () => {
  const maria = await app.asCustomer(town.maria)
  const phone = await app.asCustomer(town.maria)
  await app.asCustomer(town.olga)
  await phone.get('/access')
  const { devices } = await maria.api.listAccess()
  expect(devices).toMatchObject([
    { ipAddress: '192.0.2.10', userAgent: 'test browser', isSignedIn: true },
    { ipAddress: '192.0.2.10', userAgent: 'test browser', isSignedIn: true },
  ])
  expect(devices.map((device) => device.isThis)).toEqual([true, false])
})

test('signs out a device after half an hour without use, and lists it last', async () => {
  await app.asCustomer(town.maria)
  await app.advanceClock('31 minutes')
  const { devices } = await (await app.asCustomer(town.maria)).api.listAccess()
  expect(devices.map((device) => device.isSignedIn)).toEqual([true, false])
  await app.advanceClock('31 days')
  expect((await (await app.asCustomer(town.maria)).api.listAccess()).devices).toHaveLength(1)
})

test('a support visit tells when, why, which pages were viewed and what was changed, never the CSR’s name', async () => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor')
  const seen = await view.api.readAccountInformation({ params })
  const { taskId } = await view.api.changeMailingAddress({
    params,
    body: { ...newAddress, version: seen.mailingAddress.version },
  })
  await view.get(`/accounts/${town.mariaAccount}/information`)
  const maria = await app.asCustomer(town.maria)
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
    'In progress',
    'You called us',
    'Account information and contact details',
    'Mailing address, ',
    'Still in progress',
    `/access/support-visits/${masqueradeId}/end`,
  ])
    expect(page.text).toContain(words)
  for (const name of ['Amara', 'Okafor', 'okafor', 'C-1001']) expect(page.text).not.toContain(name)
  expect(JSON.stringify(supportVisits)).not.toContain('okafor')
})

test('a masquerade that never arrived is no visit, and no other customer sees it', async () => {
  const desk = await app.asCsr('amara.okafor')
  const purpose = { purposeKind: 'call', purposeReference: 'C-1', promptVersion: 0, locale: 'en' as const }
  await desk.api.startMasquerade({
    body: { ...purpose, webUserId: town.maria, accountId: town.mariaAccount },
  })
  await masqueradeAs(app, 'amara.okafor', { webUserId: town.olga, accountId: town.otherAccount })
  const { supportVisits } = await (await app.asCustomer(town.maria)).api.listAccess()
  expect(supportVisits).toEqual([])
})

test('the customer ends a live visit: its next request is refused, and the record says who ended it', async () => {
  const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor')
  expect((await view.get('/access')).status).toBe(200)
  const maria = await app.asCustomer(town.maria)
  const path = `/access/support-visits/${masqueradeId}/end`
  const ended = await maria.submit(path, {})
  expect([ended.status, ended.headers.location]).toEqual([303, '/access?notice=support-visit-ended'])
  expect((await view.get('/access')).status).toBe(401)
  const [visit] = (await maria.api.listAccess()).supportVisits
  expect(visit).toMatchObject({ isLive: false, endedAt: expect.any(String) })
  const [row] = await app.owner`SELECT end_cause FROM masquerades WHERE masquerade_id = ${masqueradeId}`
  expect(row).toMatchObject({ endCause: 'customer' })
  const end = (await entriesOf(app, masqueradeId)).filter((entry) => entry.event === 'ended')
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
  expect(again.text).toContain('This support visit has already ended.')
})

test('answers not found for ending another customer’s visit or an unknown one', async () => {
  const { masqueradeId } = await masqueradeAs(app, 'amara.okafor')
  const olga = await app.asCustomer(town.olga)
  for (const id of [masqueradeId, 'a'.repeat(26)])
    await expect(olga.api.endSupportVisit({ params: { masqueradeId: id } })).rejects.toMatchObject({
      status: 404,
      body: { reason: 'not-found' },
    })
  await expect(olga.api.endSupportVisit({ params: { masqueradeId: "x' OR 1=1--" } })).rejects.toMatchObject({
    status: 400,
  })
  expect((await app.visitor().get('/access')).headers.location).toBe('/sign-in?next=%2Faccess')
  const [row] = await app.owner`SELECT ended_at FROM masquerades WHERE masquerade_id = ${masqueradeId}`
  expect(row?.endedAt).toBeNull()
})

test('in a masquerade: shows the same page, adds no device, and cannot end the visit as the customer', async () => {
  await app.asCustomer(town.maria)
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor')
  const { devices, supportVisits } = await view.api.listAccess()
  expect(devices).toHaveLength(1)
  expect(devices[0]?.isThis).toBe(false)
  expect(supportVisits).toMatchObject([{ masqueradeId, may: { 'support-visit:end': 'masquerade-never' } }])
  await expect(view.api.endSupportVisit({ params: { masqueradeId } })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'masquerade-never' },
  })
  const refused = (await entriesOf(app, masqueradeId)).filter((entry) => entry.event === 'refused')
  expect(refused).toMatchObject([{ action: 'support-visit:end', reason: 'masquerade-never' }])
  const page = await view.get('/access')
  expect(page.text).toContain(`aria-describedby="end-${masqueradeId}-reason"`)
  expect(page.text).toContain('aria-describedby="footer-password-reason"')
  expect(page.text).not.toContain('href="/password"')
  expect((await view.get('/access')).text).not.toContain('This device')
})

test('a browser that calls itself by markup shows as another device', async () => {
  const maria = await app.asCustomer(town.maria)
  await app.owner`UPDATE customer_sessions SET user_agent = '"><script>alert(1)</script>' WHERE web_user_id = ${town.maria}`
  const page = await maria.get('/access')
  expect(page.text).toContain('Another device')
  expect(page.text).not.toContain('<script>alert')
})

test('every page of the customer shows a visit in progress, and none shows it after its end', async () => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor')
  const maria = await app.asCustomer(town.maria)
  const pages = ['overview', 'bills', 'usage', 'information', 'preferences'].map(
    (page) => `/accounts/${town.mariaAccount}/${page}`,
  )
  const link = `href="/access#visit-${masqueradeId}"`
  for (const path of [...pages, '/access', '/help'])
    expect((await maria.get(path)).text, path).toContain(link)
  expect((await view.get('/access')).text).not.toContain(link)
  const live = (await maria.get('/access')).text
  expect(live).toContain('No changes so far')
  expect(live).not.toContain('this visit was read-only')
  await maria.submit(`/access/support-visits/${masqueradeId}/end`, {})
  for (const path of [...pages, '/access', '/help'])
    expect((await maria.get(path)).text, path).not.toContain(link)
  // It could act and did not, so the page never calls it read-only.
  expect((await maria.get('/access')).text).not.toContain('this visit was read-only')
})

test('says that a visit was read-only when it has ended and never acted', async () => {
  const { masqueradeId } = await masqueradeAs(app, 'amara.okafor')
  const maria = await app.asCustomer(town.maria)
  expect((await maria.get('/access')).text).not.toContain('this visit was read-only')
  await maria.submit(`/access/support-visits/${masqueradeId}/end`, {})
  expect((await maria.get('/access')).text).toContain('this visit was read-only')
})

test('what a visit changed is listed with its value before and after, in the customer’s language', async () => {
  const { view } = await actingAs(app, 'amara.okafor')
  const { mailingAddress } = await view.api.readAccountInformation({ params })
  await view.api.changeMailingAddress({ params, body: { ...newAddress, version: mailingAddress.version } })
  const choices = { ...defaultChoices, 'bill-ready': { email: false, text: true } }
  await view.api.changePreferences({ params, body: { choices, version: 0 } })
  const maria = await app.asCustomer(town.maria)
  const [visit] = (await maria.api.listAccess()).supportVisits
  expect(visit?.changed.map(({ taskType, details }) => ({ taskType, details }))).toEqual([
    {
      taskType: 'mailing-address',
      details: expect.arrayContaining([
        { field: 'line1', before: mailingAddress.line1, after: '40 Pier Rd' },
        { field: 'postalCode', before: mailingAddress.postalCode, after: '92102' },
      ]),
    },
    {
      taskType: 'notification-preferences',
      details: [
        { field: 'bill-ready.text', before: 'false', after: 'true' },
        { field: 'bill-ready.email', before: 'true', after: 'false' },
      ],
    },
  ])
  const said = async () => (await maria.get('/access')).text.replaceAll(/<[^>]*>/g, '')
  const english = await said()
  for (const words of [
    `Address: 40 Pier Rd (before: ${mailingAddress.line1})`,
    'New bill: E-mail: No (before: Yes)',
    'New bill: Text message: Yes (before: No)',
  ])
    expect(english).toContain(words)
  await app.owner`UPDATE web_users SET locale = 'es' WHERE web_user_id = ${town.maria}`
  const spanish = (await (await app.asCustomer(town.maria)).get('/access')).text.replaceAll(/<[^>]*>/g, '')
  expect(spanish).toContain(`40 Pier Rd (antes: ${mailingAddress.line1})`)
})

async function wantVisits(isWanted: boolean, version = 0) {
  const maria = await app.asCustomer(town.maria)
  const choices = { ...defaultChoices, 'support-visit': { email: isWanted, text: false } }
  await maria.api.changePreferences({ params, body: { choices, version } })
  await work(app)
  return maria
}

test('mails no customer who did not choose it, and still lists the visit', async () => {
  await masqueradeAs(app, 'amara.okafor')
  expect(await work(app)).toEqual([])
  const maria = await wantVisits(true)
  // What was chosen later is of later visits.
  expect(await work(app)).toEqual([])
  expect((await maria.api.listAccess()).supportVisits).toHaveLength(1)
})

test('lists a payment made in a visit with amount and method, and omits values without words', async () => {
  const { masqueradeId } = await actingAs(app, 'amara.okafor')
  const payload = { payBy: 'bank', bankAccount: '•••• 6789', innerKey: 'unworded' }
  await app.owner`
    INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, ip_address, csr_id,
      self_service_user_id, masquerade_id, payload, amount_cents, currency, correlation_id, created_at, updated_at)
    VALUES ('one-time-payment', 'scheduled', ${town.mariaAccount}, 'masquerade', 'amara.okafor', '192.0.2.1',
      'amara.okafor', ${town.maria}, ${masqueradeId}, ${JSON.stringify(payload)}::text::jsonb, 4250, 'USD',
      gen_random_uuid(), current_instant(), current_instant())`
  const text = (await (await app.asCustomer(town.maria)).get('/access')).text.replaceAll(/<[^>]*>/g, '')
  for (const words of ['Amount: $42.50', 'Payment method: Bank account', 'Bank account: •••• 6789'])
    expect(text).toContain(words)
  expect(text).not.toContain('unworded')
})

test('mails a customer who chose it once for each visit, at its beginning: when and why, never the CSR’s name', async () => {
  const maria = await wantVisits(true)
  const { desk, view } = await masqueradeAs(app, 'amara.okafor')
  const again = await desk.api.startMasquerade({ body: startRequest })
  await arrive(view, again.code)
  const mails = await work(app)
  expect(mails).toMatchObject([
    { to: 'm.alvarez@example.com', subject: 'Our support team opened your portal' },
  ])
  const text = mails[0]?.text ?? ''
  for (const words of [
    `ending in ${String(town.mariaAccount).slice(-4)}`,
    'The reason: you called us.',
    '/access',
  ])
    expect(text).toContain(words)
  expect(text).not.toMatch(/you (have )?signed in|amara|okafor|C-1001/i)
  expect(text).not.toContain(String(town.mariaAccount))
  expect(await work(app)).toEqual([])
  expect((await maria.api.listAccess()).supportVisits).toHaveLength(1)
})

test('does not mail a customer about visits to other accounts or other customers', async () => {
  await wantVisits(true)
  await masqueradeAs(app, 'amara.okafor', { accountId: town.mariaShop })
  await masqueradeAs(app, 'amara.okafor', { webUserId: town.olga, accountId: town.otherAccount })
  expect(await work(app)).toEqual([])
})

test('a visit that switches the mail off is itself mailed, in the customer’s language; later visits are not', async () => {
  const maria = await wantVisits(true)
  await app.owner`UPDATE web_users SET locale = 'es' WHERE web_user_id = ${town.maria}`
  const { view } = await actingAs(app, 'amara.okafor')
  await view.api.changePreferences({ params, body: { choices: defaultChoices, version: 1 } })
  const mails = await work(app)
  expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
    'Nuestro equipo de soporte abrió su portal',
    'Se cambiaron sus preferencias de notificación',
  ])
  expect(mails.map(({ text }) => text).join()).toContain('El motivo: usted nos llamó.')
  const [visit] = (await maria.api.listAccess()).supportVisits
  expect(visit?.changed[0]?.details).toEqual([
    { field: 'support-visit.email', before: 'true', after: 'false' },
  ])
  await masqueradeAs(app, 'tom.becker', { purposeReference: 'later' })
  expect(await work(app)).toEqual([])
})

test('mails about visits only: the customer cannot choose text messages', async () => {
  const maria = await app.asCustomer(town.maria)
  const path = `/accounts/${town.mariaAccount}/preferences`
  const page = (await maria.get(path)).text
  expect(page).toContain('name="support-visit.email"')
  expect(page).not.toMatch(/<input(?=[^>]*type="checkbox")[^>]*name="support-visit.text"/)
  const choices = { ...defaultChoices, 'support-visit': { email: true, text: true } }
  await expect(maria.api.changePreferences({ params, body: { choices, version: 0 } })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'choices.support-visit.text' }] },
  })
  const taken = await maria.submit(path, { 'support-visit.email': 'on', version: '0' })
  expect([taken.status, taken.headers.location]).toEqual([303, `${path}?notice=preferences-changed`])
  const saved = await maria.api.readPreferences({ params })
  expect(saved.choices['support-visit']).toEqual({ email: true, text: false })
})
