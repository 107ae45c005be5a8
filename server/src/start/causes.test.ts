import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendMessages } from '#features/messages/send-messages.ts'
import { discoverProvider } from '#integrations/identity-provider/openid-client.ts'
import { newSigningKeys } from '#integrations/identity-provider/signing-keys.ts'
import { startIdentityStandIn } from '#integrations/identity-provider/stand-in.ts'
import { mailSender } from '#integrations/mail/mail-sender.ts'
import { standInBrowser } from '#integrations/stand-in-browser.ts'
import { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { errorSerializer } from './logged-error.ts'

const issuer = 'http://id.localhost'
const wrongSecret = 'what somebody typed in a hurry'
const smtpPassword = 'mail-password-of-the-utility'

const lines: string[] = []
const log = pino(
  { serializers: { err: errorSerializer([wrongSecret, smtpPassword]) } },
  { write: (line: string) => lines.push(line) },
)
let standIn: Awaited<ReturnType<typeof startIdentityStandIn>>
let smtp: SMTPServer
let app: TestApp

beforeAll(async () => {
  standIn = await startIdentityStandIn({
    issuer,
    clientId: 'porchlight-desk',
    clientSecret: 'the secret that the provider knows',
    redirectUris: [`${testOrigins.desk}/sign-in/callback`],
    postLogoutRedirectUris: [],
    deskUrl: testOrigins.desk,
    staff: [
      {
        subject: 'amara.okafor',
        userName: 'amara.okafor',
        displayName: 'Amara',
        email: 'amara@utility.example',
        password: 'demo',
        totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
        roleDescription: '',
      },
    ],
    jwks: newSigningKeys(),
    cookieKeys: ['a cookie key for tests only'],
  })
  smtp = new SMTPServer({
    authMethods: ['PLAIN'],
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    // A server that repeats what it was given: nothing of it may reach the log.
    onAuth: ({ username, password }, _, done) =>
      done(new Error(`Authentication credentials invalid for ${username} with ${password}`)),
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as AddressInfo
  app = await createTestApp({
    log,
    mail: mailSender({ host: '127.0.0.1', port, user: 'post@utility.example', password: smtpPassword }),
    identityProvider: discoverProvider({
      issuer,
      clientId: 'porchlight-desk',
      clientSecret: wrongSecret,
      fetchBase: `http://127.0.0.1:${standIn.port}`,
    }),
  })
})
afterAll(async () => {
  await app.close()
  await standIn.close()
  smtp.close()
})

const said = () => lines.splice(0).map((line) => JSON.parse(line))

test('a wrong client secret is what the log says, with what the provider answered, and without the secret', async () => {
  const provider = standInBrowser({ [issuer]: `http://127.0.0.1:${standIn.port}` })
  const desk = new Browser(app.fastify, testOrigins.desk, '198.51.100.7')
  const started = await desk.request('GET', '/sign-in?next=/')
  const page = await provider.open(String(started.headers.location))
  const back = await provider.submit(page, '/sign-in', { userName: 'amara.okafor', password: 'demo' })
  lines.length = 0
  const url = new URL(back.url)
  const response = await desk.request('GET', url.pathname + url.search)
  expect(response.status).toBeGreaterThanOrEqual(400)
  const text = lines.join('')
  const line = said().find(({ reason }) => reason === 'sign-in-answer-invalid')
  expect(line?.msg).toBe(
    'a desk sign-in came to nothing: the identity provider says invalid_client: it does not accept PORCHLIGHT_CLIENT_ID with PORCHLIGHT_CLIENT_SECRET',
  )
  expect(line?.level).toBe(50)
  expect(line?.err.answer).toMatchObject({ status: 401, error: 'invalid_client' })
  expect(text).not.toContain(wrongSecret)
  expect(text).not.toContain(url.searchParams.get('code'))
})

test('the log names a rejected SMTP sign-in and the server’s reply, without the password', async () => {
  await app.owner`INSERT INTO outgoing_messages (recipient, subject, body, created_at, next_attempt_at)
    VALUES ('maria@customer.example', 's', 'b', current_instant(), current_instant())`
  await sendMessages.run({
    pool: app.database.worker,
    installation: app.installation,
    signal: AbortSignal.timeout(60_000),
  })
  const text = lines.join('')
  const [line] = said()
  expect(line?.msg).toBe(
    'mail was not sent: the mail server does not accept the user and password of SMTP_URL',
  )
  expect(line?.err.cause).toMatchObject({ code: 'EAUTH', responseCode: 535 })
  expect(line?.err.cause.response).toContain('Authentication credentials invalid for [address] with [secret]')
  expect(text).not.toContain(smtpPassword)
  expect(text).not.toMatch(/customer\.example|post@utility/)
})
