import { Refused } from '@porchlight/contract/client.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendMessages } from '#features/messages/send-messages.ts'
import type { Mail } from '#integrations/mail/mail-sender.ts'
import { hashToken } from '#sessions/token.ts'
import type { Browser } from '#testing/browser.ts'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'

let app: TestApp
let amara: Browser
const mails: Mail[] = []
const mail = { sendMail: async (sent: Mail) => void mails.push(sent), close: () => {} }
beforeAll(async () => {
  app = await createTestApp({ mail })
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`TRUNCATE attempts`
  await app.owner`UPDATE web_users SET is_active = true, email_confirmed_at = now(), email = 'j.smith@example.com' WHERE web_user_id = ${town.john}`
})

const john = { accountId: town.mariaAccount as number, webUserId: town.john as number }
const newPassword = 'seven lanterns on the quay'

/** The mail that leaves, and the key in its link. */
async function mailed() {
  mails.length = 0
  await sendMessages.run({
    pool: app.database.worker,
    installation: testInstallation({ mail }),
    signal: new AbortController().signal,
  })
  const sent = mails.at(-1)
  return { sent, key: /\?key=([\w-]{43})$/m.exec(sent?.text ?? '')?.[1] ?? '' }
}
async function resetKey() {
  await amara.api.sendPasswordReset({ params: john })
  return (await mailed()).key
}
const reset = (key: string, password = newPassword) =>
  app.visitor().api.resetPassword({ body: { key, newPassword: password, repeatedPassword: password } })
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body.reason : error),
  )
const signIn = (password: string) => app.visitor().api.signIn({ body: { userName: 'j.smith', password } })

test('a reset link goes to the customer’s own address, works once, and ends every session', async () => {
  const atHome = await app.asCustomer(town.john)
  expect(await amara.api.sendPasswordReset({ params: john })).toEqual({ sentTo: 'j•••@e•••.com' })
  const { sent, key } = await mailed()
  expect(sent).toMatchObject({ to: 'j.smith@example.com', subject: 'Set a new password' })
  expect(sent?.text).toContain(`${testOrigins.portal}/reset-password?key=${key}`)
  const { taskId } = await reset(key)
  await expect(atHome.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
  expect(await refusalOf(signIn(townPassword))).toBe('sign-in-refused')
  expect(await refusalOf(signIn(newPassword))).toBe('ok')
  expect(await refusalOf(reset(key, 'another long password'))).toBe('mailed-key-over')
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({
    taskType: 'login-change',
    state: 'completed',
    actorKind: 'customer',
    webUserId: 'j.smith',
    emailAddress: 'j.smith@example.com',
    ipAddress: '192.0.2.10',
    selfServiceUserId: town.john,
    payload: { what: 'password' },
  })
  const lines = await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId}`
  expect(lines).toMatchObject([{ event: 'changed', actorKind: 'visitor', webUserId: town.john }])
  expect((await mailed()).sent).toMatchObject({ subject: 'Your password was changed' })
})

test('the key is in no table, no response to the CSR and no line of the record', async () => {
  const key = await resetKey()
  const tables = await app.owner`SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
  for (const { tableName } of tables) {
    const rows = await app.owner.unsafe(
      `SELECT 1 FROM ${tableName} t WHERE to_jsonb(t)::text LIKE '%${key}%'`,
    )
    expect(rows, tableName).toEqual([])
  }
  const [kept] = await app.owner`SELECT key_hash FROM mailed_keys ORDER BY mailed_key_id DESC LIMIT 1`
  expect(Buffer.from(kept?.keyHash)).toEqual(hashToken(key))
  for (const role of ['desk', 'portal', 'view'] as const)
    await expect(app.database[role]`SELECT key_hash FROM mailed_keys`).rejects.toThrow('permission denied')
  await expect(app.database.desk`SELECT nonce FROM mailed_keys`).rejects.toThrow('permission denied')
})

test('refuses a key that is replaced, expired, of another purpose, from before a change of address or user name, or invented', async () => {
  const replaced = await resetKey()
  const late = await resetKey()
  expect(await refusalOf(reset(replaced))).toBe('mailed-key-over')
  expect(await refusalOf(app.visitor().api.confirmEmail({ body: { key: late } }))).toBe('mailed-key-over')
  await app.advanceClock('61 minutes')
  expect(await refusalOf(reset(late))).toBe('mailed-key-over')
  await app.advanceClock('-61 minutes')
  await app.owner`UPDATE web_users SET email = 'elsewhere@example.com' WHERE web_user_id = ${town.john}`
  expect(await refusalOf(reset(late))).toBe('mailed-key-over')
  await app.owner`UPDATE web_users SET email = 'j.smith@example.com' WHERE web_user_id = ${town.john}`
  const [{ version } = { version: 0 }] =
    await app.owner`SELECT version FROM web_users WHERE web_user_id = ${town.john}`
  await amara.api.deactivateWebUser({ params: john, body: { version, reason: 'x' } })
  await amara.api.reactivateWebUser({ params: john, body: { version: version + 1, reason: 'x' } })
  expect(await refusalOf(reset(late))).toBe('mailed-key-over')
  expect(await refusalOf(reset('x'))).toBe('mailed-key-over')
})

test('used twice at once it counts once', async () => {
  const key = await resetKey()
  const both = await Promise.all([refusalOf(reset(key)), refusalOf(reset(key, 'another long password'))])
  expect(both.sort()).toEqual(['mailed-key-over', 'ok'])
})

test('a new password is checked before the key is used', async () => {
  const key = await resetKey()
  const ask = (newPassword: string, repeatedPassword: string) =>
    app.visitor().api.resetPassword({ body: { key, newPassword, repeatedPassword } })
  expect(await refusalOf(ask('short', 'short'))).toBe('invalid-field')
  expect(await refusalOf(ask('long enough but', 'not repeated alike'))).toBe('invalid-field')
  expect(await refusalOf(ask('contains j.smith itself', 'contains j.smith itself'))).toBe('invalid-field')
  expect(await refusalOf(reset(key))).toBe('ok')
})

test('a confirmation confirms once; then there is nothing to send, and a reset may be', async () => {
  await app.owner`UPDATE web_users SET email_confirmed_at = NULL WHERE web_user_id = ${town.john}`
  expect(await refusalOf(amara.api.sendPasswordReset({ params: john }))).toBe('email-unconfirmed')
  expect(await amara.api.resendConfirmation({ params: john })).toEqual({ sentTo: 'j•••@e•••.com' })
  const { key } = await mailed()
  const confirm = () => app.visitor().api.confirmEmail({ body: { key } })
  const { taskId } = await confirm()
  expect(await refusalOf(confirm())).toBe('mailed-key-over')
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({ webUserId: 'j.smith', payload: { what: 'email-confirmed' } })
  expect(await refusalOf(amara.api.resendConfirmation({ params: john }))).toBe('email-confirmed')
  expect(await refusalOf(amara.api.sendPasswordReset({ params: john }))).toBe('ok')
})

test('three links within a quarter of an hour, no more; thirty tries of an address', async () => {
  const sent = []
  for (let i = 0; i < 4; i++) sent.push(await refusalOf(amara.api.sendPasswordReset({ params: john })))
  expect(sent).toEqual(['ok', 'ok', 'ok', 'too-many-attempts'])
  const tried = []
  for (let i = 0; i < 31; i++) tried.push(await refusalOf(reset('x')))
  expect([tried[29], tried[30]]).toEqual(['mailed-key-over', 'too-many-attempts'])
})

test('the pages work without JavaScript, name an expired link, and do not use the key when they are opened', async () => {
  const visitor = app.visitor()
  const key = await resetKey()
  for (let i = 0; i < 2; i++)
    expect((await visitor.get(`/reset-password?key=${key}`)).text).toContain(`value="${key}"`)
  const short = await visitor.submit('/reset-password', {
    key,
    newPassword: 'short',
    repeatedPassword: 'short',
  })
  expect(short.status).toBe(422)
  expect(short.text).toContain(`value="${key}"`)
  expect(short.text).not.toContain('value="short"')
  const fields = { key, newPassword, repeatedPassword: newPassword }
  const done = await visitor.submit('/reset-password', fields)
  expect([done.status, done.headers.location]).toEqual([303, '/sign-in?notice=password-reset'])
  const again = await visitor.submit('/reset-password', fields)
  expect(again.status).toBe(422)
  expect(again.text).toContain('no longer works')
  await app.owner`UPDATE web_users SET email_confirmed_at = NULL WHERE web_user_id = ${town.john}`
  await amara.api.resendConfirmation({ params: john })
  const confirmation = (await mailed()).key
  expect((await visitor.get(`/confirm-email?key=${confirmation}`)).status).toBe(200)
  const confirmed = await visitor.submit('/confirm-email', { key: confirmation })
  expect([confirmed.status, confirmed.headers.location]).toEqual([303, '/sign-in?notice=email-confirmed'])
})
