import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRequest } from '#features/masquerade/masquerade.fixture.ts'
import { sendMessages, sendTexts } from '#features/messages/send-messages.ts'
import { httpTextSender } from '#integrations/text-messages/http-text-sender.ts'
import { type StoredText, startTextStandIn, textsPath } from '#integrations/text-messages/stand-in.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { sendReadOutCodes } from './send-read-out-codes.ts'

const authorization = 'Bearer for tests only'
let gateway: Awaited<ReturnType<typeof startTextStandIn>>
let app: TestApp
let desk: Browser
beforeAll(async () => {
  gateway = await startTextStandIn({ publicUrl: 'http://text.localhost:8080', authorization })
  const url = base() + textsPath
  app = await createTestApp({
    texts: httpTextSender({ url, authorization, from: 'Harbor', patienceMs: 300 }),
    mail: { sendMail: async () => {}, close: () => {} },
  })
  desk = await app.asCsr('amara.okafor')
})
afterAll(async () => {
  await app.close()
  await gateway.close()
})
beforeEach(async () => {
  await app.owner`DELETE FROM attempts`
  await app.owner`DELETE FROM read_out_codes`
  await app.owner`DELETE FROM outgoing_messages`
  await be('up')
})

const base = () => `http://127.0.0.1:${gateway.port}`
const be = (mood: string) => fetch(`${base()}/mood`, { method: 'POST', body: new URLSearchParams({ mood }) })
const texts = async () => (await (await fetch(`${base()}/messages.json`)).json()) as StoredText[]
const work = () => ({
  pool: app.database.worker,
  installation: app.installation,
  signal: new AbortController().signal,
})
async function workTexts() {
  await sendReadOutCodes.run(work())
  await sendTexts.run(work())
}
let nth = 0
const freshCall = () => ({ purposeKind: 'call', purposeReference: `T-${++nth}` })
const target = (webUserId: number = town.maria) => ({
  webUserId,
  accountId: town.mariaAccount as number,
})
const ask = (purpose: ReturnType<typeof freshCall>, more: object = {}) =>
  desk.api.askForReadOutCode({ body: { ...target(), ...purpose, channel: 'text', ...more } })
const waiting = () =>
  app.owner`SELECT attempts, sent_at IS NOT NULL AS is_sent, failure FROM outgoing_messages WHERE medium = 'text'`

test('sends the code to the mobile number, and the code that arrived verifies the caller', async () => {
  const call = freshCall()
  const before = (await texts()).length
  expect(await ask(call)).toMatchObject({ isDelayed: false })
  await workTexts()
  const [text, ...others] = await texts()
  expect(others).toHaveLength(before)
  const [mobile] = await app.owner`
    SELECT normalised_value FROM person_contacts JOIN web_users USING (person_id)
    WHERE web_user_id = ${town.maria} AND contact_type = 'mobile'`
  expect(text).toMatchObject({ to: mobile?.normalisedValue, from: 'Harbor' })
  expect(text?.text).toContain('Read it only to Amara Okafor')
  expect(text?.text).toContain('We never ask for your password.')
  const code = /\d{6}/.exec(text?.text ?? '')?.[0] ?? ''
  const body = { ...target(), ...call, identifiers: [], code }
  expect(await desk.api.verifyCaller({ body })).toMatchObject({ grade: 'code' })
  const [row] = await app.owner`SELECT channel FROM caller_verifications ORDER BY 1 DESC LIMIT 1`
  expect(row).toBeDefined()
  const { masqueradeId } = await desk.api.startMasquerade({ body: { ...startRequest, ...call } })
  expect(masqueradeId).toBeTruthy()
})

test('no table and no line of the record contains the digits or the number', async () => {
  await ask(freshCall())
  await workTexts()
  const code = /\d{6}/.exec((await texts())[0]?.text ?? '')?.[0] ?? ''
  expect(code).toMatch(/^\d{6}$/)
  for (const table of ['read_out_codes', 'outgoing_messages', 'record_entries'])
    expect(await app.owner.unsafe(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%${code}%'`)).toEqual([])
  const entries = await app.owner`SELECT details FROM record_entries WHERE action = 'caller:verify'`
  expect(JSON.stringify(entries)).not.toMatch(/\+?\d{7}/)
})

test('writes in the customer’s language', async () => {
  await app.owner`UPDATE web_users SET locale = 'es' WHERE web_user_id = ${town.maria}`
  await ask(freshCall())
  await workTexts()
  expect((await texts())[0]?.text).toMatch(/su código es \d{6}\./)
  await app.owner`UPDATE web_users SET locale = 'en' WHERE web_user_id = ${town.maria}`
})

test('answers alike for a customer with a mobile number and for one without, who gets nothing', async () => {
  const count = (await texts()).length
  const seen: string[] = []
  for (const hasMobile of [true, false]) {
    if (!hasMobile)
      await app.owner`UPDATE person_contacts SET state = 'pending' WHERE contact_type = 'mobile'
        AND person_id = (SELECT person_id FROM web_users WHERE web_user_id = ${town.maria})`
    app.statements.length = 0
    const json = { ...target(), ...freshCall(), channel: 'text' }
    const response = await desk.request('POST', '/api/desk/callers/code', { json })
    const { expiresAt: _, ...rest } = JSON.parse(response.text)
    seen.push(`${response.status} ${JSON.stringify(rest)} ${app.statements.length}`)
    await workTexts()
  }
  expect(new Set(seen).size).toBe(1)
  expect(await texts()).toHaveLength(count + 1)
  await app.owner`UPDATE person_contacts SET state = 'approved' WHERE contact_type = 'mobile'`
})

describe('when the provider', () => {
  test.each(['down', 'hang', 'fail'])(
    'is in the mood "%s", the code waits, the next one says so, and it arrives once afterwards',
    async (mood) => {
      const count = (await texts()).length
      await be(mood)
      const call = freshCall()
      expect(await ask(call)).toMatchObject({ isDelayed: false })
      await workTexts()
      expect(await waiting()).toEqual([{ attempts: 1, isSent: false, failure: null }])
      // To every customer alike: it says nothing about this one.
      expect(await ask(freshCall(), { webUserId: town.john })).toMatchObject({ isDelayed: true })
      const mailed = freshCall()
      expect(await ask(mailed, { channel: 'mail' })).toMatchObject({ isDelayed: false })
      await be('up')
      await app.advanceClock('1 minute')
      await sendTexts.run(work())
      await sendTexts.run(work())
      expect((await texts()).length).toBe(count + 1)
      expect(await waiting()).toEqual([{ attempts: 2, isSent: true, failure: null }])
      expect(await ask(call)).toMatchObject({ isDelayed: false })
    },
  )

  test('comes back after the code has expired, the message is dropped', async () => {
    const count = (await texts()).length
    await be('down')
    await ask(freshCall())
    await workTexts()
    await app.advanceClock('11 minutes')
    await be('up')
    await sendTexts.run(work())
    expect(await texts()).toHaveLength(count)
    expect(await waiting()).toEqual([])
  })

  test('refuses the number, staff get a to-do with the reason', async () => {
    await be('refuse')
    await ask(freshCall())
    await workTexts()
    expect(await waiting()).toEqual([{ attempts: 1, isSent: false, failure: 'text-refused' }])
    const toDos = await app.owner`SELECT message_failure FROM to_dos WHERE subject = 'message-not-sent'`
    expect(toDos).toEqual([{ messageFailure: 'text-refused' }])
    await be('up')
    await app.advanceClock('1 minute')
    await sendTexts.run(work())
    expect(await waiting()).toMatchObject([{ isSent: false }])
  })

  test('hangs, mail leaves all the same', async () => {
    await be('hang')
    await ask(freshCall())
    await ask(freshCall(), { channel: 'mail' })
    await workTexts()
    await sendMessages.run(work())
    const [mail] =
      await app.owner`SELECT sent_at IS NOT NULL AS is_sent FROM outgoing_messages WHERE medium = 'mail'`
    expect(mail).toEqual({ isSent: true })
  })
})

test('a message that a worker sent and did not mark arrives once', async () => {
  const count = (await texts()).length
  await ask(freshCall())
  await workTexts()
  await app.owner`UPDATE outgoing_messages SET sent_at = NULL, next_attempt_at = current_instant()`
  await sendTexts.run(work())
  expect(await texts()).toHaveLength(count + 1)
  expect(await waiting()).toEqual([{ attempts: 2, isSent: true, failure: null }])
})

test('offers the channel only where there is a provider', async () => {
  const questions = await desk.api.readCallerQuestions({ body: target() })
  expect(questions.channels).toEqual(['portal', 'mail', 'text'])
  const other = await createTestApp()
  const elsewhere = await other.asCsr('amara.okafor')
  expect((await elsewhere.api.readCallerQuestions({ body: target() })).channels).toEqual(['portal', 'mail'])
  const sent = elsewhere.api.askForReadOutCode({ body: { ...target(), ...freshCall(), channel: 'text' } })
  await expect(sent).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'channel', reason: 'not-listed' }] },
  })
  await other.close()
})
