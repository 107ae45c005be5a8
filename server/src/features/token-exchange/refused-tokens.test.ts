import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import {
  type Claims,
  claimsOf,
  exchangeOf,
  exchangeWith,
  formFor,
  freshId,
  type Issuer,
  type Key,
  logoutToken,
  newKey,
  post,
  refusals,
  register,
  sign,
  signText,
} from './token-exchange.fixture.ts'

let app: TestApp
let cis: Issuer
let rsa: Key
let stranger: Key
beforeAll(async () => {
  app = await createTestApp()
  rsa = await newKey('rsa-1', 'RS256')
  stranger = await newKey('callcenter-1')
  const ed = await newKey('ed-1', 'EdDSA')
  cis = await register(app, 'callcenter')
  const keys = JSON.stringify({ keys: [cis.key.jwk, rsa.jwk, ed.jwk] })
  await app.owner`UPDATE trusted_issuers SET pasted_keys = ${keys}::text::jsonb`
  for (const key of [rsa, ed])
    expect((await exchangeWith(app, await sign(await claimsOf(app, cis), key))).status).toBe(200)
})
afterAll(() => app.close())

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A token with any header and any body, signed by a secret or not at all. */
const handMade = (header: object, body: unknown, secret?: string) => {
  const text = `${encode(header)}.${encode(body)}`
  return `${text}.${secret === undefined ? '' : createHmac('sha256', secret).update(text).digest('base64url')}`
}

/** The response to every wrong token, whatever is wrong with it. */
const told = { error: 'invalid_request', error_description: 'The token is not valid here.' }

type Making = (claims: Claims) => Promise<string> | string
const changed =
  (changes: object): Making =>
  (claims) =>
    sign({ ...claims, ...changes }, cis.key)
const later =
  (seconds: number): Making =>
  (claims) =>
    sign({ ...claims, iat: claims.iat + seconds, exp: claims.exp + seconds }, cis.key)

const wrong: [name: string, why: string, make: Making][] = [
  ['no token at all', 'not-a-token', () => 'x'],
  ['a JWE', 'not-a-token', () => 'a.b.c.d.e'],
  ['a token of 8,001 characters', 'not-a-token', () => `${'a'.repeat(8_001)}.b.c`],
  ['alg none', 'not-a-token', (claims) => handMade({ alg: 'none', kid: cis.key.kid }, claims)],
  [
    'alg none with a signature',
    'algorithm-not-allowed',
    (claims) => handMade({ alg: 'none', kid: cis.key.kid }, claims, 'x'),
  ],
  [
    'HS256 with the public key as its secret',
    'algorithm-not-allowed',
    (claims) => handMade({ alg: 'HS256', kid: cis.key.kid, typ: 'JWT' }, claims, JSON.stringify(cis.key.jwk)),
  ],
  [
    'an algorithm in lower case',
    'algorithm-not-allowed',
    (claims) => handMade({ alg: 'es256', kid: cis.key.kid }, claims, 'x'),
  ],
  [
    'a name of Object as its algorithm',
    'algorithm-not-allowed',
    (claims) => handMade({ alg: 'constructor', kid: cis.key.kid }, claims, 'x'),
  ],
  [
    'the header b64 with crit',
    'header-not-allowed',
    (claims) => sign(claims, cis.key, { b64: true, crit: ['b64'] }),
  ],
  ['the header jwk', 'header-not-allowed', (claims) => sign(claims, stranger, { jwk: stranger.jwk })],
  [
    'the header jku',
    'header-not-allowed',
    (claims) => sign(claims, stranger, { jku: 'https://evil.example/keys' }),
  ],
  [
    'the header x5u',
    'header-not-allowed',
    (claims) => sign(claims, stranger, { x5u: 'https://evil.example/x' }),
  ],
  ['no kid', 'header-not-allowed', (claims) => handMade({ alg: 'ES256' }, claims, 'x')],
  ['the type of another token', 'header-not-allowed', (claims) => sign(claims, cis.key, { typ: 'dpop+jwt' })],
  ['a logout token', 'wrong-type', () => logoutToken(app, cis)],
  ['an actor token with events', 'claims-not-valid', changed({ events: {} })],
  ['a key with another kid', 'unknown-key', (claims) => sign(claims, { ...cis.key, kid: 'gone' })],
  [
    'a stranger’s key under the kid of the issuer’s',
    'signature-not-valid',
    (claims) => sign(claims, stranger),
  ],
  [
    'a kid of a key of another algorithm',
    'unknown-key',
    (claims) => sign(claims, { ...rsa, kid: cis.key.kid }),
  ],
  ['an issuer that nobody registered', 'unknown-issuer', changed({ iss: 'https://evil.example' })],
  ['an issuer in upper case', 'unknown-issuer', changed({ iss: 'HTTPS://CALLCENTER.EXAMPLE' })],
  ['another audience', 'wrong-audience', changed({ aud: 'https://other.example' })],
  [
    'two audiences',
    'claims-not-valid',
    changed({ aud: ['http://desk.localhost:8080', 'https://other.example'] }),
  ],
  ['no audience', 'claims-not-valid', changed({ aud: undefined })],
  ['no jti', 'claims-not-valid', changed({ jti: undefined })],
  ['no exp', 'claims-not-valid', changed({ exp: undefined })],
  ['an exp that is a text', 'claims-not-valid', changed({ exp: '9999999999' })],
  [
    'more than 60 seconds from iat to exp',
    'lasts-too-long',
    (claims) => sign({ ...claims, exp: claims.iat + 61 }, cis.key),
  ],
  ['an exp that is too far away, with an early iat', 'lasts-too-long', later(70)],
  [
    'an iat ahead of our clock',
    'not-yet-valid',
    (claims) => sign({ ...claims, iat: claims.iat + 30 }, cis.key),
  ],
  [
    'an nbf ahead of our clock',
    'not-yet-valid',
    (claims) => sign({ ...claims, nbf: claims.iat + 30 }, cis.key),
  ],
  ['a token that is over', 'expired', later(-66)],
  [
    'a claim twice',
    'claims-repeated',
    (claims) => signText(`${JSON.stringify(claims).slice(0, -1)},"web_user":"j.smith"}`, cis.key),
  ],
  [
    'a claim twice, once escaped',
    'claims-repeated',
    (claims) => signText(`${JSON.stringify(claims).slice(0, -1)},"\\u0073ub":"agent-1"}`, cis.key),
  ],
  [
    'a name twice inside a claim',
    'claims-repeated',
    (claims) => signText(JSON.stringify(claims).replace('"call_id":', '"call_id":"x","call_id":'), cis.key),
  ],
  ['claims that are no object', 'claims-not-json', () => signText('[1]', cis.key)],
  ['claims that are no JSON', 'claims-not-json', () => signText('{"iss":', cis.key)],
  ['no session', 'claims-not-valid', changed({ sid: undefined })],
  ['no purpose', 'claims-not-valid', changed({ purpose: undefined })],
  ['no reference', 'claims-not-valid', changed({ purpose_reference: ' ' })],
  ['a reference with control characters', 'claims-not-valid', changed({ purpose_reference: 'a\u0000b' })],
  ['an account that is no number', 'claims-not-valid', changed({ account: '1e9' })],
  ['a purpose that the utility has not', 'purpose-unknown', changed({ purpose: 'curiosity' })],
  ['a context that is not on the list', 'context-not-allowed', changed({ context: { note: 'x' } })],
  [
    'a context with a sentence in it',
    'claims-not-valid',
    changed({ context: { call_id: 'Maria is angry' } }),
  ],
  [
    'a return address that is not registered',
    'return-url-not-registered',
    changed({ return_url: 'https://evil.example/' }),
  ],
  [
    'a return address below a registered one',
    'return-url-not-registered',
    changed({ return_url: 'https://callcenter.example/call/x' }),
  ],
  ['a subject that is not mapped', 'subject-unknown', changed({ sub: 'agent-8' })],
  ['another customer than the subject token names', 'another-subject', changed({ web_user: 'j.smith' })],
]

describe('refuses a wrong token with one sentence, starts nothing, and records what was wrong', () => {
  test.each(wrong)('%s', async (_, why, make) => {
    const claims = await claimsOf(app, cis)
    const [before] = await app.owner`SELECT count(*)::int AS rows FROM token_exchanges`
    const { status, body, headers } = await exchangeWith(app, await make(claims))
    expect([status, body]).toEqual([400, told])
    expect(headers['cache-control']).toBe('no-store')
    expect((await refusals(app)).at(-1)).toMatchObject({ reason: why })
    const [after] = await app.owner`SELECT count(*)::int AS rows FROM token_exchanges`
    expect(after).toEqual(before)
  })
})

test('records a refusal with the issuer once the signature is verified, and with the CSR once it is mapped', async () => {
  await exchangeWith(app, await sign(await claimsOf(app, cis), stranger))
  await exchangeOf(app, cis, { sub: 'agent-8' })
  await exchangeOf(app, cis, { purpose: 'curiosity' })
  expect((await refusals(app)).slice(-3)).toEqual([
    { reason: 'signature-not-valid', actorKind: 'visitor', clientId: null, csrId: null },
    { reason: 'subject-unknown', actorKind: 'integration', clientId: 'issuer:callcenter', csrId: null },
    { reason: 'purpose-unknown', actorKind: 'csr', clientId: null, csrId: 'amara.okafor' },
  ])
})

test('clocks may differ by five seconds, either way', async () => {
  for (const seconds of [5, -64])
    expect((await exchangeWith(app, await later(seconds)(await claimsOf(app, cis)))).status).toBe(200)
})

test('accepts a jti once in all processes, even if its first request was refused', async () => {
  const claims = { ...(await claimsOf(app, cis)), jti: freshId() }
  const token = await sign(claims, cis.key)
  const answers = await Promise.all(Array.from({ length: 8 }, () => exchangeWith(app, token)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(400)])
  // Another token with the same jti, and a token that was refused before.
  expect((await exchangeWith(app, await sign({ ...claims, purpose_reference: 'x' }, cis.key))).status).toBe(
    400,
  )
  const refused = await sign({ ...(await claimsOf(app, cis)), purpose: 'curiosity' }, cis.key)
  await exchangeWith(app, refused)
  await exchangeWith(app, refused)
  expect((await refusals(app)).slice(-2).map(({ reason }) => reason)).toEqual([
    'purpose-unknown',
    'used-before',
  ])
})

test.each<[name: string, error: string, changes: Record<string, string | undefined>]>([
  ['another grant type', 'unsupported_grant_type', { grant_type: 'client_credentials' }],
  ['no grant type', 'invalid_request', { grant_type: undefined }],
  ['no actor token', 'invalid_request', { actor_token: undefined }],
  ['an empty actor token', 'invalid_request', { actor_token: '' }],
  ['no subject token', 'invalid_request', { subject_token: undefined }],
  ['no type of the actor token', 'invalid_request', { actor_token_type: undefined }],
  [
    'an actor token of another type',
    'invalid_request',
    { actor_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
  ],
  [
    'a subject token of another type',
    'invalid_request',
    { subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
  ],
  [
    'another requested type',
    'invalid_request',
    { requested_token_type: 'urn:ietf:params:oauth:token-type:access_token' },
  ],
  ['a scope', 'invalid_scope', { scope: 'admin' }],
  ['a resource', 'invalid_target', { resource: 'https://other.example' }],
  ['an audience', 'invalid_target', { audience: 'other' }],
])('refuses %s by the RFC’s code', async (_, error, changes) => {
  const form = { ...formFor(await sign(await claimsOf(app, cis), cis.key)), ...changes }
  const given = Object.entries(form).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  const { status, body } = await post(app, '/oauth/token', given)
  expect([status, body.error]).toEqual([400, error])
  expect(body.error_description).toMatch(/\.$/)
})

test('refuses a repeated parameter, another content type, and a second credential beside the token', async () => {
  const token = async () => formFor(await sign(await claimsOf(app, cis), cis.key))
  const twice = await post(app, '/oauth/token', [
    ...Object.entries(await token()),
    ['subject_token', 'j.smith'],
  ])
  expect([twice.status, twice.body.error]).toEqual([400, 'invalid_request'])
  const { credential } = await app.asCsr('amara.okafor')
  const beside = [
    await post(app, '/oauth/token', await token(), { cookie: `__Host-porchlight-desk=${credential}` }),
    await post(app, '/oauth/token', await token(), { authorization: 'Bearer x' }),
    await post(app, '/oauth/revoke', { token: await logoutToken(app, cis) }, { authorization: 'Basic x' }),
  ]
  for (const { status, body } of beside) expect([status, body.error]).toEqual([400, 'invalid_request'])
  expect((await refusals(app)).at(-1)?.reason).toBe('two-credentials')
  const json = await app.fastify.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { host: 'desk.localhost:8080' },
    payload: await token(),
  })
  expect([json.statusCode, json.json().error]).toEqual([400, 'invalid_request'])
})

test('a revocation takes logout tokens alone', async () => {
  const actor = await sign(await claimsOf(app, cis), cis.key)
  const once = await logoutToken(app, cis, 'unused')
  const wrongOnes = [
    { token: actor },
    { token: await logoutToken(app, cis, 'unused', { events: {} }) },
    { token: await logoutToken(app, cis, 'unused', { nonce: 'x' }) },
    { token: await logoutToken(app, cis, 'unused', { sid: undefined }) },
    {},
  ]
  for (const form of wrongOnes)
    expect((await post(app, '/oauth/revoke', form as Record<string, string>)).status).toBe(400)
  expect(
    (await post(app, '/oauth/revoke', { token: once, token_type_hint: 'access_token' })).body.error,
  ).toBe('unsupported_token_type')
  expect((await post(app, '/oauth/revoke', { token: once })).status).toBe(200)
  expect((await post(app, '/oauth/revoke', { token: once })).status).toBe(400)
})

test('answers unknown, forbidden and protected targets with the same status, bytes and statements', async () => {
  const targets: Partial<Claims>[] = [
    { web_user: 'nobody.here' },
    { account: 9_999_999_999 },
    { account: town.otherAccount },
    { web_user: 'amara.home', account: town.amaraAccount },
    { web_user: 'g.hidden', account: town.protectedAccount },
  ]
  const seen = []
  for (const target of targets) {
    const token = await sign({ ...(await claimsOf(app, cis)), ...target }, cis.key)
    app.statements.length = 0
    const response = await exchangeWith(app, token, target.web_user)
    const { date: _, ...headers } = response.headers
    seen.push([response.status, response.text, app.statements.length, headers])
  }
  for (const one of seen) expect(one).toEqual(seen[0])
  expect(seen[0]?.slice(0, 2)).toEqual([
    400,
    JSON.stringify({ error: 'invalid_target', error_description: 'This masquerade is not possible.' }),
  ])
  expect(Number(seen[0]?.[2])).toBeGreaterThan(8)
  expect((await refusals(app)).slice(-5).map(({ reason }) => reason)).toEqual(
    Array(5).fill('target-unavailable'),
  )
})

test('requires a second factor at the CIS if the CSR’s group requires one', async () => {
  await app.owner`UPDATE csr_groups SET requires_second_factor = true WHERE csr_group = 'call-centre'`
  const sid = freshId()
  expect((await exchangeOf(app, cis, { sid })).status).toBe(400)
  expect((await refusals(app)).at(-1)?.reason).toBe('second-factor-required')
  expect((await exchangeOf(app, cis, { sid, amr: ['pwd', 'mfa'] })).status).toBe(200)
  await app.owner`UPDATE csr_groups SET requires_second_factor = false WHERE csr_group = 'call-centre'`
})

test('refuses another subject in the session of a CSR', async () => {
  await app.owner`INSERT INTO trusted_issuer_subjects (issuer_key, subject, csr_id, mapped_at)
    VALUES ('callcenter', 'agent-9', 'tom.becker', current_instant())`
  const sid = freshId()
  expect((await exchangeOf(app, cis, { sid })).status).toBe(200)
  expect((await exchangeOf(app, cis, { sid, sub: 'agent-9' })).status).toBe(400)
  expect((await refusals(app)).at(-1)).toMatchObject({ reason: 'session-ended', csrId: 'tom.becker' })
})

test('treats an issuer outside its active days as unknown', async () => {
  for (const [from, to] of [
    ['1 day', '2 days'],
    ['-2 days', '-1 day'],
  ] as const) {
    await app.owner`UPDATE trusted_issuers SET active_from = current_instant() + ${from}::interval,
      active_to = current_instant() + ${to}::interval`
    expect((await exchangeOf(app, cis)).body).toEqual(told)
    expect((await refusals(app)).at(-1)?.reason).toBe('unknown-issuer')
  }
  await app.owner`UPDATE trusted_issuers SET active_from = '2020-01-01', active_to = 'infinity'`
})

test('records at most a hundred refused requests of one network in a quarter of an hour', async () => {
  await app.owner`DELETE FROM attempts`
  const [before] = await app.owner`SELECT count(*)::int AS lines FROM record_entries WHERE event = 'refused'`
  const answers = []
  for (let time = 0; time < 103; time += 1) answers.push((await exchangeWith(app, 'x')).status)
  expect(answers.slice(98)).toEqual([400, 400, 429, 429, 429])
  const [after] = await app.owner`SELECT count(*)::int AS lines FROM record_entries WHERE event = 'refused'`
  expect(Number(after?.lines) - Number(before?.lines)).toBe(100)
  // Who sends valid tokens from there goes on.
  expect((await exchangeOf(app, cis)).status).toBe(200)
})
