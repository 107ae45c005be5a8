import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { actingAs, entriesOf, masqueradeAs, startRequest } from './masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const causeOf = async (masqueradeId: string) =>
  (await app.owner`SELECT end_cause FROM masquerades WHERE masquerade_id = ${masqueradeId}`)[0]?.endCause

test('11 and 14: the banner ends it and leads back to the same customer; no cookie is left, a kept one gets 401', async () => {
  const { view, masqueradeId, desk } = await masqueradeAs(app, 'amara.okafor', {
    purposeReference: 'banner',
  })
  await view.get(`/accounts/${town.mariaAccount}/information`)
  const kept = new Map(view.cookies)
  const left = await view.submit('/masquerade/leave', { deskUrl: 'http://evil.example/' })
  expect([left.status, left.headers.location]).toEqual([
    303,
    `${testOrigins.desk}/accounts/${town.mariaAccount}?after=${masqueradeId}#web-users`,
  ])
  expect(left.headers['set-cookie']).toContain('Max-Age=0')
  expect(left.headers['clear-site-data']).toBeUndefined()
  expect(view.cookies.size).toBe(0)
  for (const [name, value] of kept) view.cookies.set(name, value)
  const after = await view.get('/api/portal-context')
  expect([after.status, JSON.parse(after.text).reason]).toEqual([401, 'masquerade-ended'])
  const page = await view.get('/')
  expect([
    page.status,
    page.text.includes('This masquerade has ended'),
    page.text.includes(testOrigins.desk),
  ]).toEqual([401, true, true])
  const ends = (await entriesOf(app, masqueradeId)).filter((e) => e.event === 'ended')
  expect(ends).toMatchObject([
    { actorKind: 'masquerade', csrId: 'amara.okafor', reason: 'banner', ipAddress: '198.51.100.7' },
  ])
  // The desk has stayed signed in, and drafts the note from what was seen.
  const note = await desk.api.draftContactNote({ params: { masqueradeId } })
  expect(note).toMatchObject({
    accountId: town.mariaAccount,
    endCause: 'banner',
    read: ['account-information:view'],
    changed: [],
  })
})

test('1: the end is a constant: no traffic, cookie or header moves it, and the database refuses to', async () => {
  const { view, masqueradeId, endsAt } = await masqueradeAs(app, 'amara.okafor', {
    purposeReference: 'time',
  })
  const endsAtNow = async () =>
    (await app.owner`SELECT ends_at FROM masquerades WHERE masquerade_id = ${masqueradeId}`)[0]?.endsAt
  expect((await endsAtNow()).toISOString()).toBe(endsAt)
  await app.advanceClock('10 minutes')
  expect((await view.get('/')).status).toBe(200)
  await app.advanceClock('10 minutes')
  expect(
    (await view.request('GET', '/', undefined, { 'keep-alive': 'timeout=99999', 'max-forwards': '99' }))
      .status,
  ).toBe(200)
  expect((await endsAtNow()).toISOString()).toBe(endsAt)
  await expect(
    app.owner`UPDATE masquerades SET ends_at = ends_at + interval '1 hour' WHERE masquerade_id = ${masqueradeId}`,
  ).rejects.toThrow(/never change/)
  // A repeated start gives the same masquerade, with the same end.
  await app.advanceClock('9 minutes')
  expect((await view.get('/')).status).toBe(200)
  await app.advanceClock('2 minutes')
  expect((await view.get('/')).status).toBe(401)
  expect(await causeOf(masqueradeId)).toBe('time')
  await expect(
    app.owner`UPDATE masquerades SET mode = 'act', acting_since = now() WHERE masquerade_id = ${masqueradeId}`,
  ).rejects.toThrow(/ended/)
})

test('ends an idle masquerade', async () => {
  const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'idle' })
  await app.advanceClock('16 minutes')
  expect((await view.get('/')).status).toBe(401)
  expect(await causeOf(masqueradeId)).toBe('idle')
})

describe('10: the request after the revoke has committed is refused', () => {
  const revokes: [
    string,
    string,
    (m: { masqueradeId: string }) => Promise<unknown>,
    () => Promise<unknown>,
  ][] = [
    [
      'the CSR is inactive',
      'permission-lost',
      () => app.owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'amara.okafor'`,
      () => app.owner`UPDATE csr_users SET is_active = true`,
    ],
    [
      'the permission is lost',
      'permission-lost',
      () => app.owner`UPDATE group_memberships SET effective_to = now() WHERE csr_id = 'amara.okafor'`,
      () => app.owner`UPDATE group_memberships SET effective_to = 'infinity'`,
    ],
    [
      'the desk session ends',
      'desk-signed-out',
      () => app.owner`UPDATE desk_sessions SET ended_at = now() WHERE ended_at IS NULL`,
      async () => undefined,
    ],
    [
      'the web user is inactive',
      'web-user-unavailable',
      () => app.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.maria}`,
      () => app.owner`UPDATE web_users SET is_active = true`,
    ],
    [
      'the link is inactive',
      'web-user-unavailable',
      () =>
        app.owner`UPDATE web_user_accounts SET is_active = false WHERE web_user_id = ${town.maria} AND account_id = ${town.mariaAccount}`,
      () => app.owner`UPDATE web_user_accounts SET is_active = true`,
    ],
    [
      'the web access is taken',
      'web-user-unavailable',
      () => app.owner`UPDATE account_persons SET web_access_allowed = false WHERE person_id = 1`,
      () => app.owner`UPDATE account_persons SET web_access_allowed = true`,
    ],
    [
      'the customer is protected from now on',
      'web-user-unavailable',
      () => app.owner`UPDATE persons SET is_protected = true WHERE person_id = 1`,
      () => app.owner`UPDATE persons SET is_protected = false WHERE person_id = 1`,
    ],
    [
      'a group of the CSR’s asks for a second factor that the desk session has not seen',
      'desk-signed-out',
      async () => {
        await app.owner`UPDATE desk_sessions SET second_factor_at = NULL WHERE ended_at IS NULL`
        await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('supervisors', 'amara.okafor')`
      },
      () =>
        app.owner`DELETE FROM group_memberships WHERE csr_group = 'supervisors' AND csr_id = 'amara.okafor'`,
    ],
    [
      'masquerading is switched off',
      'switched-off',
      () =>
        app.owner`INSERT INTO setting_versions VALUES ('masquerade.enabled', '', 1, 'false', 'kenji.sato', now())`,
      () => app.owner`DELETE FROM setting_versions`,
    ],
    [
      'a supervisor ends it',
      'supervisor',
      async ({ masqueradeId }) =>
        (await app.asCsr('ines.ferreira')).api.endAnyMasquerade({
          params: { masqueradeId },
          body: { reason: 'Left open' },
        }),
      async () => undefined,
    ],
  ]
  test.each(revokes)('%s', async (name, cause, revoke, restore) => {
    const masquerade = await actingAs(app, 'amara.okafor', { purposeReference: name })
    expect((await masquerade.view.get('/')).status).toBe(200)
    await revoke(masquerade)
    expect((await masquerade.view.get('/')).status).toBe(401)
    expect(await causeOf(masquerade.masqueradeId)).toBe(cause)
    await restore()
    // An ended masquerade stays ended after its cause is undone.
    expect((await masquerade.view.get('/')).status).toBe(401)
    const ends = (await entriesOf(app, masquerade.masqueradeId)).filter((e) => e.event === 'ended')
    expect(ends).toMatchObject([{ reason: cause }])
    if (cause === 'supervisor') expect(ends[0]?.details).toEqual({ givenReason: 'Left open' })
  })
})

test('only a supervisor ends another CSR’s; a CSR ends the own one; both are lines of who did it', async () => {
  const { masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'whose' })
  const tom = await app.asCsr('tom.becker')
  await expect(tom.api.endOwnMasquerade({ params: { masqueradeId } })).rejects.toMatchObject({
    body: { reason: 'not-found' },
  })
  await expect(
    tom.api.endAnyMasquerade({ params: { masqueradeId }, body: { reason: 'Left open' } }),
  ).rejects.toMatchObject({
    body: { reason: 'permission-missing' },
  })
  const amara = await app.asCsr('amara.okafor')
  await amara.api.endOwnMasquerade({ params: { masqueradeId } })
  expect(await causeOf(masqueradeId)).toBe('desk')
})

test('a supervisor sees who viewed whom, when, why, from where, what was read and changed', async () => {
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'review' })
  await view.get(`/accounts/${town.mariaAccount}/information`)
  const ines = await app.asCsr('ines.ferreira')
  const { masquerades } = await ines.api.listMasquerades({ body: { liveOnly: true } })
  expect(masquerades[0]).toMatchObject({
    masqueradeId,
    csrId: 'amara.okafor',
    userName: 'm.alvarez',
    mode: 'act',
  })
  // The list named Maria (person 1): it counts against how many people may be named to a CSR within the hour.
  const named = await app.owner`SELECT id FROM csr_openings WHERE csr_id = 'ines.ferreira' AND what = 'named'`
  expect(named.map(({ id }) => Number(id))).toContain(1)
  const detail = await ines.api.readMasquerade({ params: { masqueradeId } })
  expect(detail).toMatchObject({
    purposeKind: 'call',
    purposeReference: 'review',
    ipAddress: '198.51.100.7',
    may: { 'masquerade:end-any': 'ok' },
  })
  expect(detail.entries.map((e) => `${e.event} ${e.action}`)).toEqual([
    'started masquerade:start',
    'arrived masquerade:arrive',
    'changed masquerade:act',
    'read account-information:view',
  ])
  const amara = await app.asCsr('amara.okafor')
  await expect(amara.api.listMasquerades({ body: { liveOnly: true } })).rejects.toMatchObject({
    body: { reason: 'permission-missing' },
  })
})

test('writes the end of masquerades that no request ended', async () => {
  const { masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'swept' })
  await app.advanceClock('31 minutes')
  await app.database.worker`SELECT sweep_masquerades()`
  expect(await causeOf(masqueradeId)).toBe('time')
})

test('20: where the record cannot be written nothing starts and nothing is done', async () => {
  const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'no-record' })
  const desk = await app.asCsr('amara.okafor')
  await app.owner`ALTER TABLE record_entries ADD CONSTRAINT out_of_paper CHECK (false) NOT VALID`
  try {
    const before =
      await app.owner`SELECT (SELECT count(*) FROM masquerades) AS m, (SELECT count(*) FROM self_service_tasks) AS t`
    const start = await desk.request('POST', '/api/desk/masquerades', {
      json: { ...startRequest, purposeReference: 'unrecorded' },
    })
    expect(start.status).toBe(500)
    expect((await view.get('/api/portal-context')).status).toBe(500)
    expect(
      await app.owner`SELECT (SELECT count(*) FROM masquerades) AS m, (SELECT count(*) FROM self_service_tasks) AS t`,
    ).toEqual(before)
  } finally {
    await app.owner`ALTER TABLE record_entries DROP CONSTRAINT out_of_paper`
  }
})
