import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sendMessages } from '#features/messages/send-messages.ts'
import type { Mail } from '#integrations/mail/mail-sender.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { answerRegistrations } from './answer-registrations.ts'

let app: TestApp
const mails: Mail[] = []
const mail = { sendMail: async (sent: Mail) => void mails.push(sent), close: () => {} }
beforeAll(async () => {
  app = await createTestApp({ mail })
})
afterAll(() => app.close())
beforeEach(async () => {
  mails.length = 0
  await app.owner`TRUNCATE attempts`
  await app.owner`TRUNCATE outgoing_messages`
  await app.owner`DELETE FROM setting_versions WHERE setting = 'sign-in.registration'`
})

const newPassword = 'seven lanterns on the quay'
const nora = {
  givenName: 'Nora',
  surname: 'Lind',
  locale: 'en' as const,
  newPassword,
  repeatedPassword: newPassword,
}
const ask = (email: string, locale = 'en') => app.visitor().submit('/register', { email, locale })
const work = async () => {
  const tools = {
    pool: app.database.worker,
    installation: testInstallation({ mail }),
    signal: new AbortController().signal,
  }
  await answerRegistrations.run(tools)
  await sendMessages.run(tools)
}
const keyOf = (sent: Mail | undefined) => /[?&]key=([\w-]{43})$/m.exec(sent?.text ?? '')?.[1] ?? ''
async function keyFor(email: string) {
  await ask(email)
  await work()
  return keyOf(mails.findLast(({ to }) => to === email))
}
const register = (key: string, more = {}) => app.visitor().api.register({ body: { ...nora, key, ...more } })
const setMode = (mode: string) =>
  app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
    VALUES ('sign-in.registration', '', 1, to_jsonb(${mode}::text), 'kenji.sato', current_instant())`
const webUsers = () => app.owner`SELECT count(*)::int AS n FROM web_users`
const people = () => app.owner`SELECT count(*)::int AS n FROM persons`

describe('somebody new', () => {
  test('asks from the sign-in page, registers by the link, signs in, and sees no account', async () => {
    expect((await app.visitor().get('/sign-in')).text).toContain('href="/register"')
    const response = await ask(' Nora.Lind@Example.com ')
    expect([response.status, response.headers.location]).toEqual([
      303,
      '/sign-in?notice=registration-requested',
    ])
    await work()
    expect(mails).toMatchObject([{ to: 'Nora.Lind@Example.com', subject: 'Finish your registration' }])
    const key = keyOf(mails[0])
    expect(mails[0]?.text).toContain(`${testOrigins.portal}/register/finish?key=${key}`)
    const page = await app.visitor().get(`/register/finish?key=${key}`)
    expect(page.text).toContain(`name="key" value="${key}"`)
    expect(page.text).not.toContain('name="userName"')
    const done = await app.visitor().submit('/register/finish', { ...nora, key })
    expect([done.status, done.headers.location]).toEqual([
      303,
      '/sign-in?next=%2Flink-account&notice=registered',
    ])
    const browser = app.visitor()
    await browser.api.signIn({ body: { userName: 'nora.lind@example.com', password: newPassword } })
    expect(await browser.api.readPortalContext()).toMatchObject({
      displayName: 'Nora Lind',
      locale: 'en',
      accounts: [],
    })
    expect((await browser.get('/link-account')).status).toBe(200)
    const [task] =
      await app.owner`SELECT task_type, state, payload, account_id, web_user_id, ip_address FROM self_service_tasks
      WHERE web_user_id = 'Nora.Lind@Example.com'`
    expect(task).toEqual({
      taskType: 'login-change',
      state: 'completed',
      payload: { what: 'registered' },
      accountId: null,
      webUserId: 'Nora.Lind@Example.com',
      ipAddress: '192.0.2.10',
    })
    const lines =
      await app.owner`SELECT action, event FROM record_entries WHERE action = 'register' OR action = 'public'`
    expect(lines.length).toBeGreaterThan(0)
  })

  test('in Spanish gets a mail, a page and a web user in Spanish', async () => {
    await ask('luz@example.com', 'es')
    await work()
    expect(mails[0]?.subject).toBe('Termine su registro')
    await register(keyOf(mails[0]), { locale: 'es' })
    const [row] = await app.owner`SELECT locale FROM web_users WHERE email = 'luz@example.com'`
    expect(row?.locale).toBe('es')
  })

  test('registers once with a link, however often it is sent', async () => {
    const key = await keyFor('twice@example.com')
    const [{ n: before }] = (await people()) as unknown as [{ n: number }]
    const sent = await Promise.allSettled([register(key), register(key), register(key)])
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(sent.flatMap((one) => (one.status === 'rejected' ? [one.reason.body.reason] : []))).toEqual([
      'mailed-key-over',
      'mailed-key-over',
    ])
    expect((await people())[0]?.n).toBe(before + 1)
  })

  test('uses the newest link: one that was asked for again replaces the one before; each lasts a day', async () => {
    const first = await keyFor('again@example.com')
    const second = await keyFor('AGAIN@example.com')
    await expect(register(first)).rejects.toMatchObject({ body: { reason: 'mailed-key-over' } })
    await app.advanceClock('25 hours')
    await expect(register(second)).rejects.toMatchObject({ body: { reason: 'mailed-key-over' } })
    await app.advanceClock('-25 hours')
    await register(second)
  })

  test('keeps what was typed but the passwords, and hears what is wrong with each field', async () => {
    const key = await keyFor('slip@example.com')
    const page = await app.visitor().submit('/register/finish', {
      ...nora,
      ...{ key, givenName: '', surname: "O'Neil <b>", newPassword: 'short', repeatedPassword: 'other' },
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain(`value="O'Neil &lt;b>"`)
    expect(page.text).toContain('href="#givenName"')
    expect(page.text).not.toContain('value="short"')
    for (const [bad, reason] of [
      ['slip@example.com 2026', 'password-names-user'],
      ['password1234', 'password-too-common'],
    ])
      await expect(register(key, { newPassword: bad, repeatedPassword: bad })).rejects.toMatchObject({
        body: { fields: [{ field: 'newPassword', reason }] },
      })
    // A slip does not use the link.
    await register(key)
  })

  test('signs in with a password however its letters are composed', async () => {
    const password = 'pässwörd für die brücke'
    const key = await keyFor('nfd@example.com')
    await register(key, {
      newPassword: password.normalize('NFD'),
      repeatedPassword: password.normalize('NFC'),
    })
    const body = { userName: 'nfd@example.com', password: password.normalize('NFC') }
    expect(await app.visitor().api.signIn({ body })).toMatchObject({ failedAttempts: null })
  })
})

describe('an address that is known', () => {
  test('gets the same response, and a mail that leads to the sign-in it has; nothing else changes', async () => {
    const toMariasAddress = await ask('m.alvarez@example.com')
    const toNobodys = await ask('unknown@example.com')
    const shown = ({ status, headers, text }: typeof toNobodys) => [status, headers.location, text]
    expect(shown(toMariasAddress)).toEqual(shown(toNobodys))
    const before = await webUsers()
    await work()
    const toMaria = mails.find(({ to }) => to === 'm.alvarez@example.com')
    expect(toMaria?.subject).toBe('You already have a sign-in')
    expect(toMaria?.text).toContain(`${testOrigins.portal}/forgot-password`)
    expect(toMaria?.text).not.toContain('key=')
    expect(mails).toHaveLength(2)
    expect(await webUsers()).toEqual(before)
  })

  test('asks the database for the same, known or not', async () => {
    const statementsOf = async (email: string) => {
      const from = app.statements.length
      await ask(email)
      return app.statements.slice(from)
    }
    await statementsOf('warm@example.com')
    expect(await statementsOf('m.alvarez@example.com')).toEqual(await statementsOf('not.known@example.com'))
  })

  test('that came to be known while the link waited cannot be registered again', async () => {
    const key = await keyFor('late@example.com')
    await app.owner`INSERT INTO web_users (user_name, email, person_id) VALUES ('late', 'Late@Example.com', 1)`
    await expect(register(key)).rejects.toMatchObject({ body: { reason: 'mailed-key-over' } })
    await app.owner`DELETE FROM web_users WHERE user_name = 'late'`
  })

  test('is mailed three times in a quarter of an hour, and the response stays the same above that', async () => {
    for (let i = 0; i < 6; i += 1)
      expect((await ask('full.mailbox@example.com')).headers.location).toBe(
        '/sign-in?notice=registration-requested',
      )
    const rows =
      await app.owner`SELECT 1 FROM password_reset_requests WHERE name = 'full.mailbox@example.com'`
    expect(rows).toHaveLength(3)
    await work()
    // Of three links the last one works: the others are not mailed.
    expect(mails).toHaveLength(1)
  })
})

describe('the setting', () => {
  test('closes registration: the page says so, and both requests are refused', async () => {
    const key = await keyFor('early@example.com')
    await setMode('closed')
    await expect(
      app.visitor().api.requestRegistration({ body: { email: 'x@example.com', locale: 'en' } }),
    ).rejects.toMatchObject({ status: 403, body: { reason: 'registration-closed' } })
    await expect(register(key)).rejects.toMatchObject({ body: { reason: 'registration-closed' } })
  })

  test('lets people choose a user name: by its form, and once', async () => {
    await setMode('by-user-name')
    const key = await keyFor('chooser@example.com')
    await expect(register(key)).rejects.toMatchObject({
      body: { fields: [{ field: 'userName', reason: 'required' }] },
    })
    for (const bad of ['ab', 'a@b.example', '-dash', 'with space', 'x'.repeat(41), '<script>'])
      await expect(register(key, { userName: bad }), bad).rejects.toMatchObject({
        body: { fields: [{ field: 'userName', reason: 'user-name-form' }] },
      })
    await expect(register(key, { userName: 'M.Alvarez' })).rejects.toMatchObject({
      body: { fields: [{ field: 'userName', reason: 'user-name-taken' }] },
    })
    const other = await keyFor('other.chooser@example.com')
    const both = await Promise.allSettled([
      register(key, { userName: 'river.bank' }),
      register(other, { userName: 'River.Bank' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.flatMap((one) => (one.status === 'rejected' ? [one.reason.body] : []))).toMatchObject([
      { reason: 'invalid-field', fields: [{ field: 'userName', reason: 'user-name-taken' }] },
    ])
    await app.visitor().api.signIn({ body: { userName: 'RIVER.bank', password: newPassword } })
  })
})

test('a wrong, a foreign and a made-up key are over, and change nothing', async () => {
  const csr = await app.asCsr('amara.okafor')
  await csr.api.sendPasswordReset({ params: { accountId: town.mariaAccount, webUserId: town.john } })
  await work()
  for (const key of [keyOf(mails.at(-1)), 'x', 'x'.repeat(43)])
    await expect(register(key)).rejects.toMatchObject({ body: { reason: 'mailed-key-over' } })
})
