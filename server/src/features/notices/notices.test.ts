import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { sendMessages, sendTexts } from '#features/messages/send-messages.ts'
import type { Mail } from '#integrations/mail/mail-sender.ts'
import type { TextMessage } from '#integrations/text-messages/text-sender.ts'
import { addBill } from '#testing/add-bill.ts'
import { addUsage, servicePointOf } from '#testing/add-usage.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { openWorkerProcesses } from '#worker/worker-processes.fixture.ts'
import { findHighUsage } from './find-high-usage.ts'
import { findOverdue } from './find-overdue.ts'
import { tellOfNotices } from './tell-of-notices.ts'

let app: TestApp
let mails: Mail[]
let texts: TextMessage[]
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
  mails = []
  texts = []
})
afterAll(() => app.close())

const day = async (days: number) =>
  String(
    (
      await app.owner`SELECT ((current_instant() AT TIME ZONE 'America/Los_Angeles')::date + ${days}::integer)::text AS day`
    )[0]?.day,
  )
const newBill = async (due = 20, billed = 0) =>
  addBill(app.owner, {
    accountId: town.mariaAccount,
    billDate: await day(billed),
    dueDate: await day(due),
    chargesCents: 12_345,
  })
const tools = () => ({
  pool: app.database.worker,
  installation: testInstallation({
    mail: { sendMail: async (mail: Mail) => void mails.push(mail), close: () => {} },
    texts: { sendText: async (text: TextMessage) => void texts.push(text) },
  }),
  signal: new AbortController().signal,
})
const work = async () => {
  await findOverdue.run(tools())
  await findHighUsage.run(tools())
  await tellOfNotices.run(tools())
  await sendMessages.run(tools())
  await sendTexts.run(tools())
}
const choose = (webUserId: number, name: keyof typeof defaultChoices, email: boolean, text: boolean) =>
  app.owner`INSERT INTO notification_preferences (web_user_id, account_id, choices)
    VALUES (${webUserId}, ${town.mariaAccount}, ${{ ...defaultChoices, [name]: { email, text } }})
    ON CONFLICT (web_user_id, account_id) DO UPDATE SET choices = EXCLUDED.choices`
const noQuietHours = () =>
  app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
    SELECT name, '', 1, '0', 'ines.ferreira', now() FROM unnest(ARRAY['notices.quiet-from', 'notices.quiet-until']) name`

test('a new bill is mailed to each who chose it, in their language, once, with a one-click stop', async () => {
  await app.owner`UPDATE web_users SET locale = 'es' WHERE web_user_id = ${town.john}`
  await newBill()
  await work()
  await work()
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['m.alvarez@example.com', 'Your new bill is $123.45'],
    ['j.smith@example.com', 'Su nueva factura es de $123.45'],
  ])
  const [mail] = mails
  expect(mail?.text).toContain('ending in 0001')
  expect(mail?.text).not.toContain(String(town.mariaAccount))
  expect(mail?.text).toContain(mail?.stop ?? 'no address')
  expect(mail?.stop).toMatch(
    /^http:\/\/portal.localhost:8080\/notice-off\?what=bill-ready.email&key=[\w-]{43}$/,
  )
  const [listed] = (await (await app.asCustomer(town.maria)).api.listOwnMessages()).messages
  expect(listed).toMatchObject({ template: 'bill-ready', accountId: town.mariaAccount })
})

test('who switched it off, an inactive web user and an old bill get no mail', async () => {
  await choose(town.maria, 'bill-ready', false, false)
  await app.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.john}`
  await newBill()
  await newBill(-300, -320)
  await work()
  expect(mails).toEqual([])
})

test('exactly once with two workers, and after one was killed with kill -9 in the middle', async () => {
  for (let i = 0; i < 20; i += 1) await newBill()
  const workers = await openWorkerProcesses()
  const worker = workers.load({ databaseUrl: app.url })
  // A worker that writes keys waits: the worker is in the middle of its transaction when it is killed.
  await app.owner.begin(async (sql) => {
    await sql`LOCK TABLE mailed_keys IN EXCLUSIVE MODE`
    await worker.begin()
    const isWaiting = async () =>
      (
        await app.owner`SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
        WHERE NOT l.granted AND c.relname = 'mailed_keys'`
      ).length > 0
    while (!(await isWaiting())) await new Promise((done) => setImmediate(done))
    await worker.kill()
  })
  workers.close()
  await Promise.all([tellOfNotices.run(tools()), tellOfNotices.run(tools())])
  await work()
  expect(mails).toHaveLength(40)
  const pairs = await app.owner`SELECT count(DISTINCT (web_user_id, nonce))::integer AS n FROM mailed_keys`
  expect(pairs[0]?.n).toBe(40)
})

test('an overdue payment: once a bill, not to a viewer, not with an extension, in what is past due', async () => {
  await app.owner`UPDATE accounts SET balance_cents = 12345 WHERE account_id = ${town.mariaAccount}`
  await newBill(-1, -22)
  await work()
  await work()
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['m.alvarez@example.com', 'Your payment of $123.45 is overdue'],
  ])
  expect(mails[0]?.text).toContain('pay later or in parts: http://portal.localhost:8080/')
  mails = []
  await app.owner`UPDATE accounts SET balance_cents = 0 WHERE account_id = ${town.mariaAccount}`
  await newBill(-1, -22)
  await work()
  expect(mails).toEqual([])
  await app.owner`UPDATE accounts SET balance_cents = 12345 WHERE account_id = ${town.mariaAccount}`
  await app.owner`INSERT INTO account_programs (account_id, program, state, terms, started_on, changed_on, version)
    VALUES (${town.mariaAccount}, 'payment-extension', 'active', '{}', now(), now(), 1)`
  await newBill(-1, -22)
  await work()
  expect(mails).toEqual([])
})

test('high usage: a day far above the four weeks before, by the setting, at most once a week', async () => {
  const servicePointId = await servicePointOf(app.owner, town.mariaAccount)
  const yesterday = await day(-1)
  await addUsage(app.owner, {
    servicePointId,
    from: await day(-40),
    until: yesterday,
    hour: (date) => (date === yesterday ? 2500 : 1000),
  })
  await work()
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['m.alvarez@example.com', 'Your electricity use was high'],
    ['j.smith@example.com', 'Your electricity use was high'],
  ])
  expect(mails[0]?.text).toContain('used 150 % more electricity than usual')
  await app.owner`UPDATE usage_months SET total = total`
  await work()
  expect(mails).toHaveLength(2)
})

test('a text leaves to a confirmed number, and waits in quiet hours', async () => {
  await choose(town.maria, 'bill-ready', false, true)
  await choose(town.john, 'bill-ready', false, true)
  await app.owner`UPDATE person_contacts SET state = 'pending' WHERE person_id = 2`
  const [clock] =
    await app.owner`SELECT extract(hour FROM current_instant() AT TIME ZONE 'America/Los_Angeles')::integer AS hour`
  const hour = Number(clock?.hour)
  for (const [name, value] of [
    ['notices.quiet-from', hour],
    ['notices.quiet-until', (hour + 1) % 24],
  ] as const)
    await app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES (${name}, '', 1, ${String(value)}::text::jsonb, 'ines.ferreira', now())`
  await newBill()
  await work()
  expect([texts.length, mails.length]).toEqual([0, 0])
  await app.advanceClock('1 hour')
  await work()
  expect(texts).toMatchObject([{ to: '+16195550101' }])
  expect(texts[0]?.text).toMatch(
    /^Harbor Light & Water: Your new bill is \$123.45, due .* Stop: http:\S+key=[\w-]{43}$/,
  )
})

test('the link of a text switches off the text alone; without quiet hours it leaves at once', async () => {
  await noQuietHours()
  await choose(town.maria, 'bill-ready', true, true)
  await newBill()
  await work()
  const key = /key=([\w-]{43})/.exec(texts[0]?.text ?? '')?.[1] ?? ''
  const stopped = await app.visitor().api.stopNotice({ body: { key } })
  expect(stopped.stopped).toBe('bill-ready.text')
  const maria = await app.asCustomer(town.maria)
  const { choices } = await maria.api.readPreferences({ params: { accountId: town.mariaAccount } })
  expect(choices['bill-ready']).toEqual({ email: true, text: false })
})
