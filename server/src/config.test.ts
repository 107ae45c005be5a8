import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { witnessSignerOf } from '#transparency-log/cosignature.ts'
import { makeNoteKey } from '#transparency-log/note.ts'
import { readConfig } from './config.ts'
import type { Env } from './config-values.ts'

const production = {
  DATABASE_URL: 'postgres://porchlight:secret@db.internal:5432/porchlight?sslmode=verify-full',
  PORCHLIGHT_ISSUER: 'https://login.utility.example',
  PORCHLIGHT_ENCRYPTION_KEY: 'a key of more than thirty-two characters',
}

test('without settings it is a demo on this machine only', () => {
  expect(readConfig({})).toMatchObject({
    mode: 'demo',
    databaseUrl: undefined,
    port: 8080,
    listen: '127.0.0.1',
    origins: {
      portal: 'http://portal.localhost:8080',
      desk: 'http://desk.localhost:8080',
      view: 'http://*.view.localhost:8080',
      plain: 'http://localhost:8080',
    },
    standIns: {
      identity: 'http://id.localhost:8080',
      payment: 'http://pay.localhost:8080',
      mail: 'http://mail.localhost:8080',
      bank: 'http://bank.localhost:8080',
      text: 'http://text.localhost:8080',
      cis: 'http://cis.localhost:8080',
      siem: 'http://siem.localhost:8080',
      witness: 'http://witness.localhost:8080',
    },
    secureCookies: true,
    trustedProxies: [],
    demoPeople: 2_000,
  })
})

test('reads the settings of log, metrics and readiness; without them metrics are off and the log is quiet', () => {
  expect(readConfig({}).operating).toEqual({
    logLevel: 'warn',
    accessLog: false,
    metrics: undefined,
    readyWorkerLagSeconds: 900,
    record: { keyFile: undefined, places: [] },
  })
  expect(readConfig(production).operating.logLevel).toBe('info')
  const set = { PORCHLIGHT_LOG_LEVEL: 'Debug', PORCHLIGHT_ACCESS_LOG: 'on', PORCHLIGHT_METRICS_PORT: '9464' }
  expect(readConfig({ ...set, PORCHLIGHT_READY_WORKER_LAG: '0' }).operating).toEqual({
    logLevel: 'debug',
    accessLog: true,
    metrics: { port: 9464, listen: '127.0.0.1' },
    readyWorkerLagSeconds: 0,
    record: { keyFile: undefined, places: [] },
  })
  for (const wrong of [
    { PORCHLIGHT_LOG_LEVEL: 'loud' },
    { PORCHLIGHT_ACCESS_LOG: 'perhaps' },
    { PORCHLIGHT_METRICS_PORT: '8080' },
    { PORCHLIGHT_METRICS_PORT: '0' },
    { PORCHLIGHT_METRICS_LISTEN: '0.0.0.0' },
    { PORCHLIGHT_READY_WORKER_LAG: 'never' },
  ])
    expect(() => readConfig(wrong)).toThrow(/^PORCHLIGHT_[^\n]+\.$/)
})

test('the record’s key is a file; its places are folders and https addresses, separated by commas', () => {
  const recordOf = (env: Record<string, string>) => readConfig(env).operating.record
  expect(recordOf({ PORCHLIGHT_RECORD_KEY: '/etc/key.pem', PORCHLIGHT_RECORD_PLACE: '/mnt/worm' })).toEqual({
    keyFile: '/etc/key.pem',
    places: [{ folder: '/mnt/worm' }],
  })
  expect(
    recordOf({ PORCHLIGHT_RECORD_PLACE: 'https://record.utility.example/checkpoints, /mnt/my worm' }).places,
  ).toEqual([{ url: 'https://record.utility.example/checkpoints' }, { folder: '/mnt/my worm' }])
  for (const place of [
    'http://record.utility.example/x',
    'ftp://a.example/b',
    'https://',
    '/mnt/worm, ftp://a',
  ])
    expect(() => recordOf({ PORCHLIGHT_RECORD_PLACE: place }), place).toThrow(/PORCHLIGHT_RECORD_PLACE/)
})

test('a witness is a public key and an https address', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const { vkey } = witnessSignerOf('witness.example/w1', pem)
  const placesOf = (PORCHLIGHT_RECORD_WITNESS: string) =>
    readConfig({ PORCHLIGHT_RECORD_WITNESS, PORCHLIGHT_RECORD_PLACE: '/mnt/worm' }).operating.record.places
  expect(placesOf(`${vkey} https://witness.example/submit`)).toMatchObject([
    { witness: { name: 'witness.example/w1' }, url: 'https://witness.example/submit' },
    { folder: '/mnt/worm' },
  ])
  const record = makeNoteKey('desk.utility.example/record').vkey
  for (const witness of [
    vkey,
    'https://witness.example/',
    `${vkey} http://witness.example/`,
    `${record} https://w.example/`,
    'a b',
  ])
    expect(() => placesOf(witness), witness).toThrow(/PORCHLIGHT_RECORD_WITNESS/)
})

test('the addresses follow the port and the plain origin', () => {
  expect(readConfig({ PORT: '9000' }).origins.desk).toBe('http://desk.localhost:9000')
  const behindProxy = readConfig({ PORCHLIGHT_PLAIN_ORIGIN: 'https://try.utility.example/' })
  expect(behindProxy.origins.view).toBe('https://*.view.try.utility.example')
  expect(behindProxy.standIns.payment).toBe('https://pay.try.utility.example')
})

test('what counts as a second factor is a list of its own', () => {
  const identity = (env: Env) => readConfig({ ...production, ...env }).identity
  expect(identity({})).toMatchObject({ secondFactorClasses: undefined, secondFactorMethods: undefined })
  expect(
    identity({ PORCHLIGHT_SECOND_FACTOR_ACR: 'gold, silver', PORCHLIGHT_SECOND_FACTOR_AMR: 'none' }),
  ).toMatchObject({ secondFactorClasses: ['gold', 'silver'], secondFactorMethods: [] })
})

test('reads the settings of the group claim, and refuses them without the claim', () => {
  const identity = (env: Env) => readConfig({ ...production, ...env }).identity
  expect(identity({})).toMatchObject({ subjectClaim: undefined, scopes: [], groups: undefined })
  expect(
    identity({
      PORCHLIGHT_SUBJECT_CLAIM: 'oid',
      PORCHLIGHT_SIGN_IN_SCOPES: 'groups, roles',
      PORCHLIGHT_GROUP_CLAIM: 'groups',
      PORCHLIGHT_GROUPS_URL: 'https://graph.microsoft.com/v1.0/users/{subject}/getMemberObjects',
      PORCHLIGHT_GROUPS_SCOPE: 'https://graph.microsoft.com/.default',
    }),
  ).toMatchObject({
    subjectClaim: 'oid',
    scopes: ['groups', 'roles'],
    groups: {
      claim: 'groups',
      url: 'https://graph.microsoft.com/v1.0/users/{subject}/getMemberObjects',
      scope: 'https://graph.microsoft.com/.default',
    },
  })
  expect(() => identity({ PORCHLIGHT_GROUPS_SCOPE: 'x' })).toThrow('PORCHLIGHT_GROUP_CLAIM is not set')
  expect(() =>
    identity({ PORCHLIGHT_GROUP_CLAIM: 'groups', PORCHLIGHT_GROUPS_URL: 'http://graph.example/' }),
  ).toThrow('PORCHLIGHT_GROUPS_URL')
})

test('a database of one’s own means production, unless a demo is asked for', () => {
  expect(readConfig(production)).toMatchObject({
    mode: 'production',
    identity: { issuer: 'https://login.utility.example', clientId: 'porchlight-desk' },
  })
  expect(readConfig({ DATABASE_URL: production.DATABASE_URL, PORCHLIGHT_DEMO: '1' }).mode).toBe('demo')
})

test('mail and payment are read as a whole', () => {
  const config = readConfig({
    SMTP_URL: 'smtp://harbor:p%40ss@mail.utility.example',
    PORCHLIGHT_PAYMENT_API: 'https://pay.example',
    PORCHLIGHT_PAYMENT_SECRET: 'shared',
  })
  expect(config.mailServer).toEqual({
    host: 'mail.utility.example',
    port: 587,
    secure: false,
    user: 'harbor',
    password: 'p@ss',
  })
  expect(config.payment).toEqual({
    api: 'https://pay.example',
    origin: 'https://pay.example',
    secret: 'shared',
  })
  expect(readConfig({ SMTP_URL: 'smtps://mail.utility.example' }).mailServer).toMatchObject({
    port: 465,
    secure: true,
  })
})

test('the CIS is read as a whole, with the tasks that it is told of', () => {
  const cis = { PORCHLIGHT_CIS_URL: 'https://cis.example/tasks', PORCHLIGHT_CIS_SECRET: 'x'.repeat(32) }
  expect(readConfig(cis)).toMatchObject({
    cis: { url: 'https://cis.example/tasks', keyId: 'porchlight', secret: 'x'.repeat(32) },
    cisTaskTypes: undefined,
  })
  const some = {
    ...cis,
    PORCHLIGHT_CIS_URL: 'http://127.0.0.1:9/tasks',
    PORCHLIGHT_CIS_TASKS: 'paperless, mailing-address',
  }
  expect(readConfig(some).cisTaskTypes?.toSorted()).toEqual(['mailing-address', 'paperless'])
  expect(readConfig({}).cis).toBeUndefined()
})

test('Safari’s settings: one view origin, cookies without Secure', () => {
  const config = readConfig({
    PORCHLIGHT_VIEW_ORIGIN: 'http://view.localhost:8080',
    PORCHLIGHT_SECURE_COOKIES: 'off',
  })
  expect(config.origins.view).toBe('http://view.localhost:8080')
  expect(config.secureCookies).toBe(false)
})

describe('refused in one sentence', () => {
  const { PORCHLIGHT_ISSUER: _, ...withoutIssuer } = production
  const { PORCHLIGHT_ENCRYPTION_KEY: __, ...withoutKey } = production
  test.each<[string, Env, RegExp]>([
    ['production without an issuer', withoutIssuer, /PORCHLIGHT_ISSUER/],
    ['production without a key', withoutKey, /PORCHLIGHT_ENCRYPTION_KEY/],
    ['a short key', { ...production, PORCHLIGHT_ENCRYPTION_KEY: 'short' }, /32 characters/],
    ['an issuer without TLS', { ...production, PORCHLIGHT_ISSUER: 'http://login.example' }, /https/],
    ['no demo on the embedded database', { PORCHLIGHT_DEMO: 'off' }, /DATABASE_URL/],
    [
      'no way to tell a second factor',
      { ...production, PORCHLIGHT_SECOND_FACTOR_ACR: 'none', PORCHLIGHT_SECOND_FACTOR_AMR: 'none' },
      /no sign-in has a second factor/,
    ],
    [
      'none beside others',
      { ...production, PORCHLIGHT_SECOND_FACTOR_AMR: 'mfa, none' },
      /"none" stands alone/,
    ],
    ['a port that is none', { PORT: '80a' }, /PORT is "80a"/],
    ['a port beyond the last', { PORT: '70000' }, /65535/],
    ['an origin with a path', { PORCHLIGHT_DESK_ORIGIN: 'https://desk.example/x' }, /PORCHLIGHT_DESK_ORIGIN/],
    [
      'a star where none may be',
      { PORCHLIGHT_DESK_ORIGIN: 'https://*.desk.example' },
      /PORCHLIGHT_DESK_ORIGIN/,
    ],
    ['two stars', { PORCHLIGHT_VIEW_ORIGIN: 'https://*.*.example' }, /PORCHLIGHT_VIEW_ORIGIN/],
    [
      'two sites on one host',
      { PORCHLIGHT_DESK_ORIGIN: 'http://portal.localhost:8080' },
      /different host names/,
    ],
    ['cookies that no browser keeps', { PORCHLIGHT_PORTAL_ORIGIN: 'http://my.example' }, /my\.example/],
    [
      'insecure cookies over https',
      { PORCHLIGHT_SECURE_COOKIES: 'off', PORCHLIGHT_PLAIN_ORIGIN: 'https://my.example' },
      /https/,
    ],
    ['a switch that is neither', { PORCHLIGHT_SECURE_COOKIES: 'maybe' }, /on or off/],
    ['a database that is none', { DATABASE_URL: 'mysql://db/x' }, /DATABASE_URL/],
    ['a database without a name', { DATABASE_URL: 'postgres://db' }, /DATABASE_URL/],
    ['a proxy that is no address', { TRUSTED_PROXIES: '10.0.0.0/8, proxy' }, /"proxy"/],
    ['a network too long', { TRUSTED_PROXIES: '10.0.0.0/33' }, /TRUSTED_PROXIES/],
    ['a time zone that is none', { PORCHLIGHT_TIME_ZONE: 'Mars/Olympus' }, /Mars/],
    ['a mail server that is none', { SMTP_URL: 'mail.example' }, /SMTP_URL/],
    ['a CIS without TLS', { PORCHLIGHT_CIS_URL: 'http://cis.example/tasks' }, /https/],
    [
      'a provider of text messages without its header',
      { PORCHLIGHT_TEXT_URL: 'https://text.example/messages' },
      /PORCHLIGHT_TEXT_AUTHORIZATION/,
    ],
    [
      'a provider of text messages without a sender',
      { PORCHLIGHT_TEXT_URL: 'https://text.example/messages', PORCHLIGHT_TEXT_AUTHORIZATION: 'Bearer x' },
      /PORCHLIGHT_TEXT_FROM/,
    ],
    ['a sender of no provider', { PORCHLIGHT_TEXT_FROM: 'Harbor' }, /PORCHLIGHT_TEXT_URL/],
    [
      'a provider of text messages by http',
      {
        PORCHLIGHT_TEXT_URL: 'http://text.example/messages',
        PORCHLIGHT_TEXT_AUTHORIZATION: 'Bearer x',
        PORCHLIGHT_TEXT_FROM: 'Harbor',
      },
      /https/,
    ],
    ['a CIS without a secret', { PORCHLIGHT_CIS_URL: 'https://cis.example/tasks' }, /PORCHLIGHT_CIS_SECRET/],
    [
      'a CIS with a short secret',
      { PORCHLIGHT_CIS_URL: 'https://cis.example/tasks', PORCHLIGHT_CIS_SECRET: 'short' },
      /32 characters/,
    ],
    ['a secret of no CIS', { PORCHLIGHT_CIS_SECRET: 'x'.repeat(32) }, /PORCHLIGHT_CIS_URL/],
    ['a task type that is none', { PORCHLIGHT_CIS_TASKS: 'paperless,lunch' }, /"lunch"/],
    [
      'payment without its secret',
      { PORCHLIGHT_PAYMENT_API: 'https://pay.example' },
      /PORCHLIGHT_PAYMENT_SECRET/,
    ],
    ['Stripe without its webhook secret', { PORCHLIGHT_STRIPE_KEY: 'sk_test' }, /STRIPE_WEBHOOK_SECRET/],
    [
      'two providers of card payments',
      { PORCHLIGHT_STRIPE_KEY: 'sk_test', PORCHLIGHT_PAYMENT_API: 'https://pay.example' },
      /both set/,
    ],
  ])('%s', (_name, env, words) => {
    const read = () => readConfig(env)
    expect(read).toThrow(words)
    expect(read).toThrow(
      expect.objectContaining({ name: 'StartRefused', message: expect.stringMatching(/^[^\n]+\.$/) }),
    )
  })
})

test('a database on another machine says how the connection is encrypted; one on this machine need not', () => {
  const read = (DATABASE_URL: string) => readConfig({ ...production, DATABASE_URL }).databaseUrl
  for (const open of ['postgres://me:p@db/x', 'postgres://me:p@10.0.0.5/x?sslmode=prefer'])
    expect(() => read(open), open).toThrow(/does not say how the connection is encrypted/)
  for (const said of ['disable', 'require', 'verify-full'])
    expect(read(`postgres://me:p@db/x?sslmode=${said}`)).toContain(`sslmode=${said}`)
  for (const near of ['localhost', '127.0.0.1:5433', '[::1]', '%2Frun%2Fpostgresql'])
    expect(read(`postgres://me:p@${near}/x`)).not.toContain('sslmode')
})

test('the payment provider is asked by https, except on this machine', () => {
  const payment = (api: string, origin = api) =>
    readConfig({
      PORCHLIGHT_PAYMENT_API: api,
      PORCHLIGHT_PAYMENT_ORIGIN: origin,
      PORCHLIGHT_PAYMENT_SECRET: 'shared',
    }).payment
  for (const near of ['http://127.0.0.1:9000', 'http://pay.localhost:9000', 'https://pay.example'])
    expect(payment(near)).toMatchObject({ api: near, origin: near })
  for (const open of ['http://pay.example', 'http://localhost.example', 'http://127.0.0.1.example']) {
    expect(() => payment(open), open).toThrow(/PORCHLIGHT_PAYMENT_API is .+https/)
    expect(() => payment('https://pay.example', open), open).toThrow(/PORCHLIGHT_PAYMENT_ORIGIN is .+https/)
  }
})

describe('secrets in files', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-secrets-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text)
    return path.join(folder, name)
  }

  test('are read as if the variable had them', () => {
    const { PORCHLIGHT_ENCRYPTION_KEY: key, DATABASE_URL: url, ...others } = production
    const read = readConfig({
      ...others,
      DATABASE_URL_FILE: file('url', `${url}\n`),
      PORCHLIGHT_ENCRYPTION_KEY_FILE: file('key', `${key}\n`),
      SMTP_URL_FILE: file('mail', 'smtp://me:secret@mail.utility.example'),
    })
    expect(read).toMatchObject({
      mode: 'production',
      databaseUrl: url,
      encryptionKey: key,
      mailServer: { password: 'secret' },
    })
  })

  test.each([
    ['beside the variable', { ...production, DATABASE_URL_FILE: '/any' }, /both set/],
    ['that are not there', { DATABASE_URL_FILE: path.join(folder, 'none') }, /cannot be read/],
    ['that are empty', { DATABASE_URL_FILE: file('empty', ' \n') }, /is empty/],
  ])('are refused %s', (_, env: Env, words) => {
    expect(() => readConfig(env)).toThrow(words)
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ name: 'StartRefused' }))
  })

  test('are no way to read other variables', () => {
    expect(readConfig({ PORCHLIGHT_UTILITY_NAME_FILE: file('name', 'x') }).utilityName).toBe(
      'Harbor Light & Water',
    )
  })
})
