import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { fetchKeys, isPublicAddress, KeysNotFetched } from './fetch-keys.ts'
import { readKeySet } from './key-set.ts'
import {
  claimsOf,
  exchangeWith,
  type Issuer,
  type Key,
  newKey,
  refusals,
  register,
  serveKeys,
  sign,
} from './token-exchange.fixture.ts'

const host = 'keys.callcenter.example'
let app: TestApp
let cis: Issuer
let published: unknown
let server: Awaited<ReturnType<typeof serveKeys>>
let [first, second]: [Key | undefined, Key | undefined] = [undefined, undefined]

beforeAll(async () => {
  server = await serveKeys(() => published)
  app = await createTestApp({ insideKeyHosts: new Map([[host, server.base]]) })
  cis = await register(app, 'callcenter', { keyAddress: `https://${host}/keys`, pastedKeys: null })
})
beforeEach(async () => {
  first = await newKey('first')
  second = await newKey('second', 'RS256')
  published = { keys: [first.jwk] }
  await app.owner`UPDATE trusted_issuers SET fetched_keys = NULL, keys_fetched_at = NULL, keys_asked_at = NULL`
  await app.owner`DELETE FROM attempts`
})
afterAll(async () => {
  await app.close()
  await server.close()
})

const send = async (key: Key | undefined) => {
  if (!key) throw new Error('no key')
  return exchangeWith(app, await sign(await claimsOf(app, cis), key))
}

/** Counts how often the keys are asked for while `work` runs. */
async function askedBy(work: () => Promise<unknown>): Promise<number> {
  const before = server.asked()
  await work()
  return server.asked() - before
}

test('fetches the keys once, and again when a token names an unknown key, so that a rotation needs no one', async () => {
  expect(
    await askedBy(async () => {
      for (let time = 0; time < 3; time += 1) expect((await send(first)).status).toBe(200)
    }),
  ).toBe(1)
  published = { keys: [first?.jwk, second?.jwk] }
  await app.advanceClock('31 seconds')
  expect(
    await askedBy(async () => {
      expect((await send(second)).status).toBe(200)
      expect((await send(first)).status).toBe(200)
    }),
  ).toBe(1)
})

test('fetches the keys at most once in 30 seconds for any number of tokens with unknown keys', async () => {
  expect((await send(first)).status).toBe(200)
  await app.advanceClock('31 seconds')
  const unknown = await newKey('nobody')
  expect(
    await askedBy(async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(unknown)))
      expect(answers.every(({ status }) => status === 400)).toBe(true)
    }),
  ).toBe(1)
  expect((await refusals(app)).at(-1)?.reason).toBe('unknown-key')
})

test('a key that the issuer has withdrawn is refused ten minutes later', async () => {
  expect((await send(first)).status).toBe(200)
  published = { keys: [second?.jwk] }
  await app.advanceClock('5 minutes')
  expect((await send(first)).status).toBe(200)
  await app.advanceClock('5 minutes')
  expect((await send(first)).status).toBe(400)
})

test('uses known keys for an hour while the key server is down, then answers 503', async () => {
  expect((await send(first)).status).toBe(200)
  published = undefined
  await app.advanceClock('30 minutes')
  expect((await send(first)).status).toBe(200)
  await app.advanceClock('31 minutes')
  const before = await refusals(app)
  const { status, body } = await send(first)
  expect([status, body.error]).toEqual([503, 'temporarily_unavailable'])
  expect(await refusals(app)).toEqual(before)
})

test.each([
  'http://keys.example/jwks',
  'https://127.0.0.1/keys',
  'https://[::1]/keys',
  'https://[::ffff:127.0.0.1]/keys',
  'https://[64:ff9b::7f00:1]/keys',
  'https://10.1.2.3/keys',
  'https://169.254.169.254/latest/meta-data',
  'https://2130706433/keys',
  'https://0x7f.1/keys',
  'https://localhost/keys',
  'https://user:secret@keys.example/jwks',
  'file:///etc/passwd',
  'ftp://keys.example/jwks',
  'not an address',
])('never fetches from an internal address: %s', async (address) => {
  const failure = await fetchKeys(address, new Map()).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(KeysNotFetched)
  expect((failure as KeysNotFetched).failure).toBe('address-not-allowed')
})

test('tells public addresses from others', () => {
  const inside = [
    '0.0.0.0',
    '100.64.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fc00::1',
    '2002:7f00:1::',
    '2001:db8::1',
    'x',
  ]
  expect(inside.filter(isPublicAddress)).toEqual([])
  expect(['8.8.8.8', '172.32.0.1', '2606:4700::1111'].every(isPublicAddress)).toBe(true)
})

test('follows no redirect, and takes no more than 256 KB', async () => {
  const hosts = new Map([[host, server.base]])
  const failureOf = async (path: string) =>
    fetchKeys(`https://${host}${path}`, hosts).then(
      () => undefined,
      (error: unknown) => (error as KeysNotFetched).failure,
    )
  expect(await failureOf('/redirect')).toBe('status')
  published = { keys: [], more: 'x'.repeat(300_000) }
  expect(await failureOf('/keys')).toBe('too-large')
  published = { keys: [{ kty: 'oct', kid: 'x', k: 'secret' }] }
  expect(await failureOf('/keys')).toBe('not-a-key-set')
  await expect(
    fetchKeys(`https://${host}/keys`, new Map([[host, 'http://127.0.0.1:9']])),
  ).rejects.toMatchObject({ failure: 'unreachable' })
})

test('of a key set, keeps the public keys that can sign here', async () => {
  const weak = { ...second?.jwk, kid: 'weak', n: 'a'.repeat(171) }
  const read = readKeySet({
    keys: [
      { ...first?.jwk, d: 'private' },
      { kty: 'oct', kid: 'shared', k: 'x' },
      { ...first?.jwk, kid: undefined },
      { ...first?.jwk, kid: 'for encryption', use: 'enc' },
      { ...first?.jwk, kid: 'another curve', crv: 'P-384' },
      { ...first?.jwk, kid: 'another algorithm', alg: 'ES512' },
      weak,
    ],
  })
  expect(read).toEqual([first?.jwk])
  expect(readKeySet({ keys: [first?.jwk, first?.jwk] })).toBeUndefined()
  expect(readKeySet([])).toBeUndefined()
})
