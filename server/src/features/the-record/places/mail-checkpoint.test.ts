import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendMessages } from '#features/messages/send-messages.ts'
import { type MailSender, mailSender } from '#integrations/mail/mail-sender.ts'
import type { StoredMail } from '#integrations/mail/mailbox.ts'
import { startMailStandIn } from '#integrations/mail/stand-in.ts'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { verifierOf } from '#transparency-log/note.ts'
import { mailCheckpoint } from '../jobs.ts'
import { addEntries, emptyRecord, key, origin, seal } from '../record.fixture.ts'
import { verifyRecord } from '../verifying/verify.ts'
import { readCheckpoints } from './second-place.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-mails-'))
let app: TestApp
let kenji: Browser
let office: Awaited<ReturnType<typeof startMailStandIn>>
let mail: MailSender
beforeAll(async () => {
  app = await createTestApp()
  kenji = await app.asCsr('kenji.sato')
  office = await startMailStandIn({ publicUrl: 'http://mail.localhost:8080' })
  mail = mailSender({ host: '127.0.0.1', port: office.smtpPort })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  mail.close()
  await office.close()
  await app.close()
})
beforeEach(async () => {
  await emptyRecord(app.owner)
  await app.owner`DELETE FROM outgoing_messages`
  await app.owner`DELETE FROM setting_versions WHERE setting LIKE 'alerts.checkpoint-mails-%'`
})

const work = (by = mail) => ({
  pool: app.database.worker,
  installation: testInstallation({ mail: by }),
  signal: new AbortController().signal,
})
/** Runs the job, sends what it put into the outbox, and runs it again, which notes what was sent. */
async function runJobs(by = mail) {
  await mailCheckpoint.run(work(by))
  await sendMessages.run(work(by))
  await mailCheckpoint.run(work(by))
}
const mailTo = async (language: 'en' | 'es', value: string[], version = 0) =>
  kenji.api.changeSetting({
    body: { setting: `alerts.checkpoint-mails-${language}`, locale: '', value, version, reason: 'x' },
  })
const mails = async () =>
  (await (await fetch(`http://127.0.0.1:${office.port}/messages.json`)).json()) as StoredMail[]
const nextDay = () => app.owner`UPDATE record_places SET mailed_on = mailed_on - 1`
const places = async () => (await kenji.api.readRecordProof()).places
const addAndSeal = async (count: number) => {
  await addEntries(count, app.owner)
  await seal(app)
}

test('each officer gets one mail a day in the language of the list; saved, it is given to verify', async () => {
  await mailTo('en', ['kenji.sato@utility.example'])
  await mailTo('es', ['lucia.vega@utility.example', 'kenji.sato@utility.example'])
  await addAndSeal(300)
  await runJobs()
  await runJobs()
  const first = await mails()
  expect(first.map(({ to, subject }) => `${to}: ${subject}`).sort()).toEqual([
    expect.stringMatching(/^kenji\.sato@utility\.example: Checkpoint of the record of \d{4}-\d\d-\d\d$/),
    expect.stringMatching(
      /^lucia\.vega@utility\.example: Punto de control del registro del \d{4}-\d\d-\d\d$/,
    ),
  ])
  expect(first.every(({ text }) => text.includes('record -- verify --checkpoints'))).toBe(true)
  await addAndSeal(10)
  await nextDay()
  await runJobs()
  const all = await mails()
  expect(all).toHaveLength(4)

  // Saved as a text, and as a mail that a program quoted and broke into lines.
  const [text = '', ...others] = all.map((one) => one.text)
  writeFileSync(path.join(folder, 'today.txt'), text.replaceAll('\n', '\r\n'))
  for (const [i, one] of others.entries()) writeFileSync(path.join(folder, `mail-${i}.eml`), asMail(one))
  const kept = await readCheckpoints(folder)
  const verify = () => verifyRecord(app.owner, { origin, verifiers: [verifierOf(key.vkey)], kept })
  expect(await verify()).toMatchObject({ checkpoints: { kept: 4 }, faults: [] })
  await app.owner`UPDATE record_sealing SET size = 300`
  expect((await verify()).faults[0]).toMatchObject({ kind: 'cut-off' })
})

/** Writes a text as programs keep mails: quoted-printable, with soft line breaks. */
function asMail(text: string): string {
  const quoted = [...Buffer.from(text)]
    .map((byte) =>
      byte === 0x0a || (byte > 0x20 && byte < 0x7f && byte !== 0x3d)
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
    .replace(/([^\n=]{60})(?=[^\n])/g, '$1=\n')
  return `Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${quoted}`
}

test('the officer’s page shows when the mail was sent, and why one was given up', async () => {
  await mailTo('en', ['kenji.sato@utility.example'])
  await addAndSeal(3)
  await app.owner`UPDATE record_checkpoints SET made_at = made_at - interval '3 days'`
  expect(await places()).toMatchObject([
    { place: 'kenji.sato@utility.example', kind: 'mail', size: 0, keptAt: null, isCurrent: true },
  ])
  await runJobs()
  const [sent] = await places()
  expect(sent).toMatchObject({ isCurrent: true, failure: null, keptAt: expect.any(String) })
  expect(sent?.size).toBeGreaterThanOrEqual(3)
  await nextDay()
  await mailCheckpoint.run(work())
  await app.owner`UPDATE outgoing_messages SET failure = 'address-refused', next_attempt_at = 'infinity' WHERE sent_at IS NULL`
  await mailCheckpoint.run(work())
  expect((await places())[0]).toMatchObject({
    failure: 'address-refused',
    size: sent?.size,
    keptAt: sent?.keptAt,
  })
})

test('mails nothing without a key, without an address, and twice at the same time', async () => {
  const before = (await mails()).length
  await addEntries(3, app.owner)
  await seal(app, { origin, signers: [] })
  await runJobs()
  await mailTo('en', ['kenji.sato@utility.example'])
  await runJobs()
  expect(await mails()).toHaveLength(before)
  await addAndSeal(1)
  await Promise.all([1, 2, 3].map(() => mailCheckpoint.run(work())))
  expect(await app.owner`SELECT recipient FROM outgoing_messages`).toHaveLength(1)
})

test('refuses what is no address, and one address twice', async () => {
  for (const value of [['nobody'], ['a@b.example', 'a@b.example']])
    await expect(mailTo('en', value)).rejects.toMatchObject({ status: 422 })
})
