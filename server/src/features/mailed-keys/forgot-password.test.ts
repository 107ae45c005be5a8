import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sendMessages } from '#features/messages/send-messages.ts'
import { type Mail, MailFailure } from '#integrations/mail/mail-sender.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { answerResetRequests } from './answer-reset-requests.ts'

let app: TestApp
let amara: Browser
const mails: Mail[] = []
let isServerUp = true
const mail = {
  sendMail: async (sent: Mail) => {
    if (!isServerUp) throw new MailFailure('mail-server-unreachable')
    mails.push(sent)
  },
  close: () => {},
}
beforeAll(async () => {
  app = await createTestApp({ mail })
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())
beforeEach(async () => {
  isServerUp = true
  mails.length = 0
  await app.owner`TRUNCATE attempts`
  await app.owner`TRUNCATE outgoing_messages`
})

const john = { accountId: town.mariaAccount as number, webUserId: town.john as number }
const newPassword = 'seven lanterns on the quay'
const work = async () => {
  const tools = {
    pool: app.database.worker,
    installation: testInstallation({ mail }),
    signal: new AbortController().signal,
  }
  await answerResetRequests.run(tools)
  await sendMessages.run(tools)
}
const keyOf = (sent: Mail | undefined) => /[?&]key=([\w-]{43})$/m.exec(sent?.text ?? '')?.[1] ?? ''
const ask = (userName: string) => app.visitor().submit('/forgot-password', { userName })
const reset = (key: string) =>
  app.visitor().api.resetPassword({ body: { key, newPassword, repeatedPassword: newPassword } })

describe('who forgot the password', () => {
  test('asks by user name from the sign-in page, and sets another by the link in the mail', async () => {
    expect((await app.visitor().get('/sign-in')).text).toContain('href="/forgot-password"')
    const response = await ask(' J.Smith ')
    expect([response.status, response.headers.location]).toEqual([303, '/sign-in?notice=reset-requested'])
    await work()
    expect(mails).toMatchObject([{ to: 'j.smith@example.com', subject: 'Set a new password' }])
    expect(mails[0]?.text).toContain('Your user name is j.smith.')
    await reset(keyOf(mails[0]))
    await app.visitor().api.signIn({ body: { userName: 'j.smith@example.com', password: newPassword } })
    const lines = await app.owner`SELECT * FROM record_entries WHERE action = 'password:mail-reset'`
    expect(lines).toMatchObject([{ actorKind: 'system', webUserId: town.john }])
    expect(await app.owner`SELECT FROM password_reset_requests`).toHaveLength(0)
  })

  test('still needs the second factor with the new password', async () => {
    await ask('j.smith')
    await work()
    await app.owner`UPDATE web_user_credentials SET totp_sealed = 'sealed', totp_since = current_instant() WHERE web_user_id = ${town.john}`
    const another = 'nine herons above the lock'
    const { status, headers } = await app.visitor().submit('/reset-password', {
      key: keyOf(mails[0]),
      newPassword: another,
      repeatedPassword: another,
    })
    expect([status, headers.location]).toEqual([303, '/sign-in?notice=password-reset'])
    expect(String(headers['set-cookie'] ?? '')).not.toContain('porchlight-portal=')
    const body = { userName: 'j.smith', password: another }
    expect(await app.visitor().api.signIn({ body })).toEqual({ webUserId: null, failedAttempts: null })
    await app.owner`UPDATE web_user_credentials SET totp_sealed = NULL, totp_since = NULL WHERE web_user_id = ${town.john}`
  })

  test('asks by the e-mail address: everybody who has it gets a link with their user name', async () => {
    await app.owner`UPDATE web_users SET email = 'family@example.com' WHERE web_user_id IN (${town.john}, ${town.olga})`
    await ask('Family@Example.com')
    await work()
    expect(mails.map(({ text }) => /user name is (\S+)\./.exec(text)?.[1]).sort()).toEqual([
      'j.smith',
      'o.petrova',
    ])
    await app.owner`UPDATE web_users SET email = user_name || '@example.com' WHERE web_user_id IN (${town.john}, ${town.olga})`
  })

  test('gives the same response for every name, and mails nothing to unknown, switched-off or unconfirmed web users', async () => {
    await app.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.olga}`
    await app.owner`UPDATE web_users SET email_confirmed_at = NULL WHERE web_user_id = ${town.maria}`
    const answers = []
    for (const name of ['nobody', 'o.petrova', 'm.alvarez', '%', "'; DROP TABLE web_users;--", '@']) {
      const { status, headers, text } = await ask(name)
      answers.push(JSON.stringify([status, headers.location, text]))
    }
    expect(new Set(answers).size).toBe(1)
    await work()
    expect(mails).toEqual([])
    await app.owner`UPDATE web_users SET is_active = true, email_confirmed_at = now()`
  })

  test('is mailed three links in 15 minutes, and gets the same response above that', async () => {
    for (let i = 0; i < 5; i += 1)
      expect((await ask('j.smith')).headers.location).toBe('/sign-in?notice=reset-requested')
    await work()
    // Of three links the last one works: the two before it are not mailed at all.
    expect(mails).toHaveLength(1)
    await reset(keyOf(mails[0]))
  })

  test('must say who', async () => {
    const empty = await ask('  ')
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('href="#userName"')
  })
})

describe('a mailed key', () => {
  // Hours pass here: the CSR's session does not.
  beforeEach(async () => {
    amara = await app.asCsr('amara.okafor')
  })
  const outage = async (length: string) => {
    isServerUp = false
    await work()
    await app.advanceClock(length)
    isServerUp = true
    await work()
  }

  test('lasts from when its mail leaves: an outage of the mail server delivers no dead link', async () => {
    await amara.api.sendPasswordReset({ params: john })
    await outage('5 hours')
    expect(mails.map(({ subject }) => subject)).toEqual(['Set a new password'])
    await app.advanceClock('59 minutes')
    await reset(keyOf(mails[0]))
    amara = await app.asCsr('amara.okafor')
    await amara.api.sendPasswordReset({ params: john })
    await work()
    await app.advanceClock('61 minutes')
    await expect(reset(keyOf(mails.at(-1)))).rejects.toMatchObject({ body: { reason: 'mailed-key-over' } })
    await app.advanceClock('-7 hours')
  })

  test('that a newer one replaced while its mail waited is not mailed', async () => {
    isServerUp = false
    await amara.api.sendPasswordReset({ params: john })
    await work()
    await amara.api.sendPasswordReset({ params: john })
    await outage('2 hours')
    expect(mails).toHaveLength(1)
    await reset(keyOf(mails[0]))
    await app.advanceClock('-2 hours')
  })

  test('of a web user who was switched off in the meantime is not mailed', async () => {
    isServerUp = false
    await ask('j.smith')
    await work()
    await app.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.john}`
    await outage('1 hour')
    expect(mails).toEqual([])
    await app.owner`UPDATE web_users SET is_active = true WHERE web_user_id = ${town.john}`
    await app.advanceClock('-1 hour')
  })
})

describe('a customer who never had a password', () => {
  beforeEach(async () => {
    amara = await app.asCsr('amara.okafor')
    await app.owner`DELETE FROM web_user_credentials WHERE web_user_id = ${town.john}`
  })

  test('is invited by a CSR, sets one, and signs in', async () => {
    const { webUsers } = await amara.api.readWebUserSummary({ params: { accountId: town.mariaAccount } })
    expect(webUsers.find(({ webUserId }) => webUserId === town.john)?.hasPassword).toBe(false)
    await amara.api.sendPasswordReset({ params: john })
    await work()
    expect(mails).toMatchObject([{ subject: 'Welcome: choose a password for your portal' }])
    const key = keyOf(mails[0])
    expect(mails[0]?.text).toContain(`${testOrigins.portal}/reset-password?welcome=&key=${key}`)
    await app.advanceClock('13 days')
    expect((await app.visitor().get(`/reset-password?welcome=&key=${key}`)).text).toContain(
      'Welcome: choose your password',
    )
    await reset(key)
    await app.visitor().api.signIn({ body: { userName: 'j.smith', password: newPassword } })
    await app.advanceClock('-13 days')
    const [contact] =
      await app.owner`SELECT contact_type FROM customer_contacts ORDER BY customer_contact_id DESC LIMIT 1`
    expect(contact).toEqual({ contactType: 'invitation-sent' })
  })

  test('cannot sign in before, with any password', async () => {
    await expect(
      app.visitor().api.signIn({ body: { userName: 'j.smith', password: 'x' } }),
    ).rejects.toMatchObject({ status: 401 })
  })
})
