import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { confirmed, exchangeOf, newIssuer, newKey, register, serveKeys } from './token-exchange.fixture.ts'

const reason = 'The call center’s system'
let app: TestApp
let officer: Browser
let server: Awaited<ReturnType<typeof serveKeys>>
const host = 'keys.example:8443'
beforeAll(async () => {
  const key = await newKey('served-1')
  server = await serveKeys(() => ({ keys: [key.jwk] }))
  app = await createTestApp({ insideKeyHosts: new Map([[host, server.base]]) })
  officer = await app.asCsr('kenji.sato')
})
afterAll(async () => {
  await app.close()
  await server.close()
})

const issuerNamed = async (issuerKey: string) => {
  const { issuers } = await officer.api.readTrustedIssuers()
  const registered = issuers.find((one) => one.issuerKey === issuerKey)
  if (!registered) throw new Error(`${issuerKey} is not registered`)
  return registered
}
const lines = async (issuerKey: string) =>
  (
    await app.owner`SELECT details FROM record_entries WHERE action = 'trusted-issuer:change' AND event = 'changed'
      AND details ->> 'issuer' = ${issuerKey} ORDER BY at, record_entry_id`
  ).map(({ details }) => details)

test('registers, maps and changes an issuer: each is a version with who, when, before and after, and a line', async () => {
  const { issuer } = await register(app, 'first')
  const before = await issuerNamed('first')
  expect(before).toMatchObject({
    version: 2,
    isActive: true,
    keys: [{ kid: 'first-1', algorithm: 'ES256' }],
    subjects: [{ subject: 'agent-7', csrId: 'amara.okafor', mappedBy: 'Kenji Sato' }],
  })
  const state = { ...before.state, displayName: 'Renamed', contextNames: [] }
  await officer.api.saveTrustedIssuer({ body: { issuerKey: 'first', version: 2, state, reason } })
  const after = await issuerNamed('first')
  expect(after.state).toEqual(state)
  expect(
    after.versions.map(({ version, change, changedBy, reason: why }) => [version, change, changedBy, why]),
  ).toEqual([
    [3, 'changed', 'Kenji Sato', reason],
    [2, 'subject-mapped', 'Kenji Sato', reason],
    [1, 'created', 'Kenji Sato', reason],
  ])
  expect(after.versions[0]?.differences).toEqual([
    { field: 'displayName', before: 'Call center', after: 'Renamed' },
    { field: 'contextNames', before: 'call_id', after: '' },
  ])
  expect(await lines('first')).toMatchObject([
    { change: 'issuer-created', version: 1, givenReason: reason },
    { change: 'subject-mapped', csr: 'amara.okafor', givenReason: reason },
    { change: 'issuer-changed', version: 3, fields: 'displayName, contextNames' },
  ])
  expect(issuer).toBe(before.state.issuer)
})

test('refuses a stale version with the difference, a change of nothing, and a name that is taken', async () => {
  await register(app, 'second')
  const { state } = await issuerNamed('second')
  const save = (version: number, changes: Partial<typeof state>, issuerKey = 'second') =>
    officer.api.saveTrustedIssuer({ body: { issuerKey, version, state: { ...state, ...changes }, reason } })
  await expect(save(1, { displayName: 'Mine' })).rejects.toMatchObject({
    status: 409,
    body: {
      reason: 'version-conflict',
      version: 2,
      difference: [{ field: 'displayName', yours: 'Mine', theirs: 'Call center' }],
    },
  })
  await expect(save(2, {})).rejects.toMatchObject({
    body: { fields: [{ field: 'state', reason: 'unchanged' }] },
  })
  await expect(save(0, {})).rejects.toMatchObject({
    body: { fields: [{ field: 'issuerKey', reason: 'issuer-taken' }] },
  })
  await expect(save(0, {}, 'third')).rejects.toMatchObject({
    body: { fields: [{ field: 'issuer', reason: 'issuer-taken' }] },
  })
  await expect(save(1, {}, 'nobody')).rejects.toMatchObject({ status: 404 })
})

test('refuses two sources of keys, none, and addresses without https; drops private keys', async () => {
  const { state } = await newIssuer('fourth')
  const save = (changes: Partial<typeof state>) =>
    officer.api.saveTrustedIssuer({
      body: { issuerKey: 'fourth', version: 0, state: { ...state, ...changes }, reason },
    })
  const problem = (field: string, why: string) => ({
    status: 422,
    body: { fields: [{ field, reason: why }] },
  })
  await expect(save({ keyAddress: 'https://x.example/keys' })).rejects.toMatchObject(
    problem('keyAddress', 'keys-once'),
  )
  await expect(save({ pastedKeys: null })).rejects.toMatchObject(problem('keyAddress', 'keys-once'))
  await expect(save({ pastedKeys: '{}' })).rejects.toMatchObject(problem('pastedKeys', 'key-set'))
  await expect(save({ pastedKeys: '{"keys":[{"kty":"oct","kid":"a","k":"secret"}]}' })).rejects.toMatchObject(
    problem('pastedKeys', 'key-set'),
  )
  await expect(save({ algorithms: ['RS256'] })).rejects.toMatchObject(problem('pastedKeys', 'key-algorithm'))
  await expect(save({ activeTo: '2019-12-31' })).rejects.toMatchObject(problem('activeTo', 'after-start'))
  for (const returnUrl of ['http://evil.example/', 'javascript:alert(1)', 'https://a@b.example/'])
    await expect(save({ returnUrls: [returnUrl] })).rejects.toMatchObject({ status: 422 })
  const [jwk] = JSON.parse(state.pastedKeys ?? '').keys
  await save({ pastedKeys: JSON.stringify({ keys: [{ ...jwk, d: 'a private part' }] }) })
  expect((await issuerNamed('fourth')).state.pastedKeys).not.toContain('private')
})

test('refuses to map a subject to oneself, or to a second CSR', async () => {
  await register(app, 'fifth')
  const map = (subject: string, csrId: string) =>
    officer.api.changeIssuerSubject({ body: { issuerKey: 'fifth', subject, csrId, isMapped: true, reason } })
  await expect(map('agent-1', 'kenji.sato')).rejects.toMatchObject({
    status: 403,
    body: { reason: 'own-rights' },
  })
  await expect(map('agent-7', 'tom.becker')).rejects.toMatchObject({
    body: { fields: [{ reason: 'subject-taken' }] },
  })
  await expect(map('agent-2', 'nobody')).rejects.toMatchObject({
    body: { fields: [{ field: 'csrId', reason: 'unknown' }] },
  })
})

test('ends sessions and masquerades at once when a subject is unmapped or an issuer expires', async () => {
  const cis = await register(app, 'sixth')
  const first = await confirmed(app, cis)
  const unmapped = await officer.api.changeIssuerSubject({
    body: { issuerKey: 'sixth', subject: 'agent-7', csrId: 'amara.okafor', isMapped: false, reason },
  })
  expect(unmapped).toEqual({ endedSessions: 1 })
  expect((await first.view.get('/')).status).toBe(401)
  expect((await exchangeOf(app, cis)).status).toBe(400)

  await officer.api.changeIssuerSubject({
    body: { issuerKey: 'sixth', subject: 'agent-7', csrId: 'amara.okafor', isMapped: true, reason },
  })
  const second = await confirmed(app, cis, { sid: 'session-2' })
  const { version, state } = await issuerNamed('sixth')
  const saved = await officer.api.saveTrustedIssuer({
    body: { issuerKey: 'sixth', version, state: { ...state, activeTo: '2020-12-31' }, reason },
  })
  expect(saved.endedSessions).toBe(1)
  expect((await second.view.get('/')).status).toBe(401)
  expect((await issuerNamed('sixth')).isActive).toBe(false)
})

test('tests a connection by fetching the keys now, and records the outcome', async () => {
  await register(app, 'seventh', { keyAddress: `https://${host}/keys`, pastedKeys: null })
  const test = () => officer.api.testTrustedIssuer({ body: { issuerKey: 'seventh' } })
  expect(await test()).toEqual({ outcome: 'ok', keys: [{ kid: 'served-1', algorithm: 'ES256' }] })
  expect((await issuerNamed('seventh')).keysFetchedAt).not.toBeNull()
  await app.owner`UPDATE trusted_issuers SET key_address = 'https://10.0.0.1/keys' WHERE issuer_key = 'seventh'`
  expect(await test()).toEqual({ outcome: 'address-not-allowed', keys: [] })
  expect((await lines('seventh')).slice(-2)).toMatchObject([
    { outcome: 'ok' },
    { outcome: 'address-not-allowed' },
  ])
  await expect(officer.api.testTrustedIssuer({ body: { issuerKey: 'nobody' } })).rejects.toMatchObject({
    status: 404,
  })
})

test('refuses CSRs without the permission to see or change issuers', async () => {
  const amara = await app.asCsr('amara.okafor')
  await expect(amara.api.readTrustedIssuers()).rejects.toMatchObject({
    body: { reason: 'permission-missing' },
  })
  await expect(amara.api.testTrustedIssuer({ body: { issuerKey: 'first' } })).rejects.toMatchObject({
    body: { reason: 'permission-missing' },
  })
})
