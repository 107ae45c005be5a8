import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { startProcess } from '#testing/test-process.ts'
import { type HtmlValue, html } from '../html.ts'
import { newSigningKeys } from './identity-provider/signing-keys.ts'
import { standInPage } from './stand-in-page.ts'
import { type StandInPorts, type StandInsConfig, startStandIns } from './stand-ins.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-stand-ins-'))
afterAll(() => rmSync(folder, { recursive: true }))

const config: StandInsConfig = {
  identity: {
    issuer: 'http://id.localhost:8080',
    clientId: 'porchlight-desk',
    clientSecret: 'a secret for tests only, of a good length',
    redirectUris: ['http://desk.localhost:8080/sign-in/done'],
    postLogoutRedirectUris: ['http://desk.localhost:8080/'],
    deskUrl: 'http://desk.localhost:8080/',
    staff: [],
    jwks: newSigningKeys(),
    cookieKeys: ['a cookie key for tests only'],
  },
  payment: {
    publicUrl: 'http://pay.localhost:8080',
    secret: 'a shared secret for tests only',
    webhookUrl: 'http://127.0.0.1:1/webhooks',
  },
  bank: { publicUrl: 'http://bank.localhost:8080', authorization: 'Bearer for tests only' },
  mail: { publicUrl: 'http://mail.localhost:8080' },
  text: { publicUrl: 'http://text.localhost:8080', authorization: 'Bearer for tests only' },
  cis: { publicUrl: 'http://cis.localhost:8080', keyId: 'test', secret: 'another secret for tests only' },
  siem: { publicUrl: 'http://siem.localhost:8080' },
  witness: {
    publicUrl: 'http://witness.localhost:8080',
    file: path.join(folder, 'witness.json'),
    keysFile: path.join(folder, 'keys.pub'),
  },
}

const statuses = ({
  identityPort,
  paymentPort,
  bankPort,
  mailPort,
  textPort,
  cisPort,
  siemPort,
  witnessPort,
}: StandInPorts) =>
  Promise.all(
    [
      `${identityPort}/.well-known/openid-configuration`,
      `${paymentPort}/pay/none`,
      `${bankPort}/`,
      `${mailPort}/`,
      `${textPort}/`,
      `${cisPort}/`,
      `${siemPort}/`,
      `${witnessPort}/`,
    ].map(async (rest) => (await fetch(`http://127.0.0.1:${rest}`)).status),
  )

test('the stand-ins start and stop within a process', async () => {
  const standIns = await startStandIns(config)
  expect(await statuses(standIns.ports)).toEqual([200, 404, 200, 200, 200, 200, 200, 200])
  await standIns.close()
  await expect(statuses(standIns.ports)).rejects.toThrow()
})

test('they run as a process of their own, which ends with its parent’s channel', async () => {
  const entry = fileURLToPath(new URL('stand-ins.ts', import.meta.url))
  const { child, until, ended } = startProcess(entry)
  child.send(config)
  const [ports] = (await until(once(child, 'message'))) as [StandInPorts]
  expect(await statuses(ports)).toEqual([200, 404, 200, 200, 200, 200, 200, 200])
  child.disconnect()
  expect((await ended).code).toBe(0)
})

test('escapes values in a page, joins lists, and renders nothing for an absent value', () => {
  const list: HtmlValue = ['<a>', html`<b>${'&"\''}</b>`, undefined, false, 0]
  expect(html`${list}`.text).toBe('&lt;a&gt;<b>&amp;&quot;&#39;</b>0')
  const page = standInPage({ language: 'en', brand: 'B', notice: 'N', title: '<T>', body: html`` })
  expect(page).toContain('<h1>&lt;T&gt;</h1>')
})
