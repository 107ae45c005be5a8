import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { work } from '../account-links/links.fixture.ts'
import { actingAs, masqueradeAs, newAddress } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

const visitPath = (masqueradeId: string) => `/access/support-visits/${masqueradeId}/question`

test('ends every live visit, alerts the security officer, writes one line, and tells the customer what happens next', async () => {
  const first = await masqueradeAs(app, 'amara.okafor')
  const second = await masqueradeAs(app, 'tom.becker', { accountId: town.mariaShop })
  const maria = await app.asCustomer(town.maria)
  expect((await maria.get('/access')).text).toContain('A security officer, who is not the person who visited')
  const response = await maria.submit(visitPath(first.masqueradeId), {})
  expect([response.status, response.headers.location]).toEqual([
    303,
    '/access?notice=support-visit-questioned',
  ])
  for (const { view } of [first, second]) expect((await view.get('/access')).status).toBe(401)
  const lines = await app.owner`SELECT * FROM record_entries WHERE action = 'support-visit:question'`
  expect(lines).toMatchObject([
    {
      action: 'support-visit:question',
      actorKind: 'customer',
      webUserId: town.maria,
      csrId: null,
      details: { visit: first.masqueradeId, ended: 2 },
    },
  ])
  const alerts = await app.owner`SELECT * FROM to_dos WHERE subject = 'support-visit-questioned'`
  expect(alerts).toMatchObject([
    { toDoRole: 'security-officer', priority: 1, accountId: town.mariaAccount, aboutCsrId: 'amara.okafor' },
  ])
  const mails = await work(app)
  expect(mails).toMatchObject([
    { to: 'm.alvarez@example.com', subject: 'We look into a support visit that you did not ask for' },
  ])
  expect(mails[0]?.text).not.toMatch(/amara|okafor/i)
  const page = (await maria.get('/access')).text
  expect(page).toContain('A security officer looks into it and contacts you.')
  expect(page).not.toMatch(/amara|okafor/i)
  await expect(
    maria.api.questionSupportVisit({ params: { masqueradeId: first.masqueradeId } }),
  ).rejects.toMatchObject({ status: 409, body: { reason: 'already-done' } })
  expect(await app.owner`SELECT FROM to_dos WHERE subject = 'support-visit-questioned'`).toHaveLength(1)
})

test('works for a visit that has ended, and refuses another customer and a masquerade', async () => {
  const { masqueradeId, view } = await actingAs(app, 'amara.okafor')
  const params = { masqueradeId }
  await expect(view.api.questionSupportVisit({ params })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'masquerade-never' },
  })
  const olga = await app.asCustomer(town.olga)
  await expect(olga.api.questionSupportVisit({ params })).rejects.toMatchObject({
    status: 404,
    body: { reason: 'not-found' },
  })
  const maria = await app.asCustomer(town.maria)
  await maria.api.endSupportVisit({ params })
  expect(await maria.api.questionSupportVisit({ params })).toEqual({ ended: 0 })
})

test('thirty visits are a list with pages, and those that changed something can be shown alone', async () => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor')
  const params = { accountId: town.mariaAccount }
  const { mailingAddress } = await view.api.readAccountInformation({ params })
  await view.api.changeMailingAddress({ params, body: { ...newAddress, version: mailingAddress.version } })
  const maria = await app.asCustomer(town.maria)
  await maria.api.endSupportVisit({ params: { masqueradeId } })
  await app.owner`INSERT INTO masquerades SELECT (jsonb_populate_record(m, jsonb_build_object(
      'masquerade_id', rpad(translate(n::text, '0123456789', 'abcdefghij'), 26, 'z'), 'code_hash', NULL, 'token_hash', NULL,
      'created_at', m.created_at - make_interval(days => n), 'arrived_at', m.arrived_at - make_interval(days => n)))).*
    FROM masquerades m, generate_series(1, 29) n`
  const page = (await maria.get('/access')).text
  expect(page.match(/<summary id="visit-/g)).toHaveLength(5)
  const all = (await maria.get('/access/visits')).text
  expect(all.match(/<summary id="visit-/g)).toHaveLength(20)
  const { supportVisits, nextBefore } = await maria.api.listSupportVisits({ query: {} })
  const rest = await maria.api.listSupportVisits({ query: { before: nextBefore ?? '' } })
  expect([supportVisits.length, rest.supportVisits.length, rest.nextBefore]).toEqual([20, 10, null])
  const ids = [...supportVisits, ...rest.supportVisits].map((visit) => visit.masqueradeId)
  expect(new Set(ids).size).toBe(30)
  const changes = await maria.api.listSupportVisits({ query: { only: 'changes' } })
  expect(changes.supportVisits.map((visit) => visit.masqueradeId)).toEqual([masqueradeId])
  expect((await maria.get('/access/visits?only=changes')).text).toContain('1 change<')
  const olga = await app.asCustomer(town.olga)
  expect((await olga.api.listSupportVisits({ query: { before: masqueradeId } })).supportVisits).toEqual([])
})
