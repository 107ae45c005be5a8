import { Refused } from '@porchlight/contract/client.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { maskedEmail } from './masked-email.ts'

let app: TestApp
let amara: Browser
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

const john = { accountId: town.mariaAccount as number, webUserId: town.john as number }
const olga = { accountId: town.otherAccount as number, webUserId: town.olga as number }
const inZone = async (params: typeof john, by = ines) =>
  (await by.api.readWebUserSummary({ params })).webUsers.find((row) => row.webUserId === params.webUserId)
const lastOf = async (table: 'customer_contacts' | 'outgoing_messages', key: string) =>
  (await app.owner.unsafe(`SELECT * FROM ${table} ORDER BY ${key} DESC LIMIT 1`))[0]
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body : error),
  )

test('a reserved relationship is adopted as another type, once and for good', async () => {
  const adopt = (relationshipType: string, version = 1, by = ines, params = john) =>
    by.api.adoptAccountPerson({ params, body: { relationshipType, version, reason: 'Lease seen' } })
  expect((await inZone(john))?.may['account-person:adopt']).toBe('ok')
  expect(await refusalOf(adopt('spouse', 1, amara))).toMatchObject({ reason: 'permission-missing' })
  for (const none of ['self-service', 'main', 'nobody'])
    expect(await refusalOf(adopt(none))).toMatchObject({
      fields: [{ field: 'relationshipType', reason: 'not-a-choice' }],
    })
  expect(await refusalOf(adopt('spouse', 9))).toEqual({
    reason: 'version-conflict',
    version: 1,
    difference: [{ field: 'relationshipType', yours: 'spouse', theirs: 'self-service' }],
  })
  const both = await Promise.all([refusalOf(adopt('co-tenant')), refusalOf(adopt('co-tenant'))])
  expect(both.map((one) => (one === 'ok' ? one : (one as { reason: string }).reason)).sort()).toEqual([
    'ok',
    expect.stringMatching(/version-conflict|relationship-not-reserved/),
  ])
  expect(await inZone(john)).toMatchObject({
    relationshipType: 'co-tenant',
    accountPersonVersion: 2,
    may: { 'account-person:adopt': 'relationship-not-reserved' },
  })
  expect(await refusalOf(adopt('spouse', 2))).toMatchObject({ reason: 'relationship-not-reserved' })
  expect(await lastOf('customer_contacts', 'customer_contact_id')).toMatchObject({
    contactClass: 'web-access',
    contactType: 'adopted',
    note: 'j.smith: Lease seen',
    csrId: 'ines.ferreira',
  })
  const [line] =
    await app.owner`SELECT * FROM record_entries WHERE action = 'account-person:adopt' AND event = 'changed'`
  expect(line).toMatchObject({
    csrId: 'ines.ferreira',
    details: { relationshipType: 'co-tenant', version: 2 },
  })
})

test('off: signed out everywhere, views end, sign-in refused, told by mail; on again: the same password', async () => {
  const atHome = await app.asCustomer(town.olga)
  const { view } = await masqueradeAs(app, 'ines.ferreira', { ...olga, purposeReference: 'call' })
  const body = { version: 1, reason: 'Lost telephone' }
  expect(await amara.api.deactivateWebUser({ params: olga, body })).toEqual({
    version: 2,
    endedMasquerades: 1,
  })
  await expect(atHome.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
  await expect(view.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
  const signIn = () => app.visitor().api.signIn({ body: { userName: 'o.petrova', password: townPassword } })
  expect(await refusalOf(signIn())).toMatchObject({ reason: 'sign-in-refused' })
  expect(await lastOf('outgoing_messages', 'outgoing_message_id')).toMatchObject({
    recipient: 'o.petrova@example.com',
    subject: 'Your portal sign-in was switched off',
  })
  expect(await inZone(olga)).toMatchObject({
    isActive: false,
    version: 2,
    may: { 'web-user:send-reset': 'web-user-inactive', 'masquerade:start': 'target-unavailable' },
  })
  const stale = await refusalOf(amara.api.deactivateWebUser({ params: olga, body }))
  expect(stale).toEqual({ reason: 'version-conflict', version: 2, difference: [] })
  const on = amara.api.reactivateWebUser({ params: olga, body: { version: 1, reason: 'Found' } })
  expect(await refusalOf(on)).toMatchObject({
    reason: 'version-conflict',
    difference: [{ field: 'isActive', yours: true, theirs: false }],
  })
  await amara.api.reactivateWebUser({ params: olga, body: { version: 2, reason: 'Found' } })
  expect(await refusalOf(signIn())).toBe('ok')
  // What ended stays ended.
  await expect(atHome.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
})

test('refuses a web user of another account, and reveals nothing', async () => {
  const wrong = { accountId: town.otherAccount, webUserId: town.john }
  const body = { version: 1, reason: 'x' }
  const before = await app.owner`SELECT * FROM web_users ORDER BY 1`
  for (const work of [
    () => amara.api.deactivateWebUser({ params: wrong, body }),
    () => amara.api.sendPasswordReset({ params: wrong }),
    () => ines.api.adoptAccountPerson({ params: wrong, body: { ...body, relationshipType: 'spouse' } }),
  ])
    expect(await refusalOf(work())).toMatchObject({ reason: 'not-found' })
  expect(await app.owner`SELECT * FROM web_users ORDER BY 1`).toEqual(before)
})

test('refuses every change to a trainee', async () => {
  const tom = await app.asCsr('tom.becker')
  const { 'masquerade:start': _, ...may } = (await inZone(john, tom))?.may ?? {}
  expect(new Set(Object.values(may))).toEqual(new Set(['permission-missing']))
})

test('masks an e-mail address so that its owner recognizes it and nobody can write to it', () => {
  expect(maskedEmail('maria.alvarez@example.com')).toBe('m•••@e•••.com')
  expect(maskedEmail('x@localhost')).toBe('x•••@l•••')
  expect(maskedEmail('no address')).toBe('•••@n•••')
  expect(maskedEmail('é"@"@ß.co.uk')).toBe('é•••@ß•••.uk')
})
