import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { groupsOf, type Scim, scimClient } from './scim.fixture.ts'

let app: TestApp
let scim: Scim
let kenji: Browser
const reason = 'The new sign-in service'
beforeAll(async () => {
  app = await createTestApp()
  scim = await scimClient(app)
  kenji = await app.asCsr('kenji.sato')
})
afterAll(() => app.close())

const lines = (change: string) =>
  app.owner`SELECT csr_id, details FROM record_entries WHERE action IN ('provisioning:change', 'provisioning-token:end') AND details ->> 'change' = ${change}`

test('a token is shown once, opens SCIM, and is refused from the moment it is ended', async () => {
  const { tokenId, token } = await kenji.api.makeProvisioningToken({ body: { clientId: 'okta', days: 90 } })
  const ask = async () =>
    (
      await app.fastify.inject({
        url: '/scim/v2/Users',
        headers: { host: 'desk.localhost:8080', authorization: `Bearer ${token}` },
      })
    ).statusCode
  expect(await ask()).toBe(200)
  const shown = await kenji.api.readProvisioning()
  expect(shown.scimAddress).toBe('http://desk.localhost:8080/scim/v2')
  expect(shown.tokens.find((one) => one.tokenId === tokenId)).toMatchObject({
    clientId: 'okta',
    createdBy: 'kenji.sato',
    standing: 'live',
    lastUsedAt: expect.any(String),
  })
  expect(JSON.stringify(shown)).not.toContain(token)
  await kenji.api.endProvisioningToken({ params: { tokenId }, body: { reason } })
  expect(await ask()).toBe(401)
  await expect(
    kenji.api.endProvisioningToken({ params: { tokenId }, body: { reason } }),
  ).rejects.toMatchObject({ status: 404 })
  expect(await lines('token-made')).toMatchObject([
    { csrId: 'kenji.sato', details: { clientId: 'okta', token: tokenId, days: 90 } },
  ])
  expect(await lines('token-ended')).toMatchObject([{ details: { token: tokenId, givenReason: reason } }])
})

test('a mapping lists whom it concerns before and after, and changes them at once', async () => {
  await scim.group('Agents', [await scim.user('una'), await scim.user('vera')], { externalId: 'obj-agents' })
  const before = await kenji.api.readProvisioning()
  expect(before.unmapped).toEqual([{ providerGroup: 'Agents', people: 2 }])
  const body = { providerGroup: 'Agents', csrGroup: 'call-centre', isMapped: true, reason }
  expect(await kenji.api.changeGroupMapping({ body })).toEqual({ affected: 2 })
  expect(await groupsOf(app, 'una')).toEqual(['call-centre scim'])
  const after = await kenji.api.readProvisioning()
  expect(after.unmapped).toEqual([])
  expect(after.mappings).toMatchObject([
    { providerGroup: 'Agents', csrGroup: 'call-centre', people: 2, mappedBy: 'kenji.sato' },
  ])
  expect(await kenji.api.changeGroupMapping({ body: { ...body, isMapped: false } })).toEqual({ affected: 2 })
  expect(await groupsOf(app, 'una')).toEqual([])
  expect(await lines('group-mapped')).toMatchObject([
    { details: { providerGroup: 'Agents', affected: 2, givenReason: reason } },
  ])
})

test('nobody maps a group of the provider that they are in themselves', async () => {
  await scim.group('Kenji’s group', [await scim.user('kenji', { externalId: 'kenji.sato' })])
  const body = { providerGroup: 'Kenji’s group', csrGroup: 'call-centre', isMapped: true, reason }
  await expect(kenji.api.changeGroupMapping({ body })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'own-rights' },
  })
  expect((await kenji.api.readProvisioning()).mappings).toEqual([])
})

test('a mapping that makes the last security officer one cannot be taken away', async () => {
  await app.owner`UPDATE group_memberships SET effective_to = now() WHERE csr_group = 'security-officer'`
  const officers = { providerGroup: 'Officers', csrGroup: 'security-officer', reason }
  await scim.group('Officers', [await scim.user('zoe')])
  await app.owner`SELECT change_group_mapping('Officers', 'security-officer', true, NULL, '{"csr_id": null, "actor_kind": "system"}')`
  const zoe = await app.asCsr('zoe')
  await expect(zoe.api.changeGroupMapping({ body: { ...officers, isMapped: false } })).rejects.toMatchObject({
    status: 409,
    body: { reason: 'last-security-officer' },
  })
  await app.owner`UPDATE group_memberships SET effective_to = 'infinity' WHERE csr_group = 'security-officer'`
})

test('only a security officer sees or changes any of it', async () => {
  const ines = await app.asCsr('ines.ferreira')
  await expect(ines.api.readProvisioning()).rejects.toMatchObject({ status: 403 })
  await expect(ines.api.makeProvisioningToken({ body: { clientId: 'okta', days: 9 } })).rejects.toMatchObject(
    { status: 403 },
  )
})
