import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { actingAs, newAddress } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount }
const noUsage = { ...defaultChoices, 'usage-high': { email: false, text: false } }

/** Maria changes her address and then her preferences: two mails. */
async function twoMessages() {
  const maria = await app.asCustomer(town.maria)
  await maria.api.changeMailingAddress({ params, body: { ...newAddress, version: 1 } })
  await maria.api.changePreferences({ params, body: { choices: noUsage, version: 0 } })
  return maria
}

test('lists what the customer was told, newest first, with the account and unread', async () => {
  const maria = await twoMessages()
  const { messages, may } = await maria.api.listOwnMessages()
  expect(messages).toMatchObject([
    { template: 'preferences-changed', accountId: town.mariaAccount, isRead: false },
    { template: 'mailing-address-changed', subject: 'Your mailing address was changed', isRead: false },
  ])
  expect(may).toEqual({ 'message:mark-read': 'ok' })
  expect((await maria.api.readPortalContext()).unreadMessages).toBe(2)
})

test('each customer has their own: nobody else on the account sees them', async () => {
  await twoMessages()
  for (const other of [town.john, town.olga]) {
    const customer = await app.asCustomer(other)
    expect((await customer.api.listOwnMessages()).messages).toEqual([])
    expect((await customer.api.readPortalContext()).unreadMessages).toBe(0)
  }
})

test('the page works without a script: the count on every page, the links, and all of it marked as read', async () => {
  const maria = await twoMessages()
  const elsewhere = (await maria.get('/access')).text
  for (const label of ['Messages (2)', 'Menu (2)']) expect(elsewhere).toContain(label)
  const page = (await maria.get('/messages')).text
  expect(page).toContain(`href="/accounts/${town.mariaAccount}/preferences"`)
  expect(page).toContain('2 messages are unread.')
  const [newest] = (await maria.api.listOwnMessages()).messages
  const response = await maria.submit('/messages/read', { upToId: String(newest?.messageId) })
  expect([response.status, response.headers.location]).toEqual([303, '/messages?notice=messages-read'])
  const after = (await maria.get('/messages?notice=messages-read')).text
  expect(after).toContain('All messages are marked as read.')
  expect(after).not.toMatch(/(Messages|Menu) \(|action="\/messages\/read"/)
  const entries = await app.owner`SELECT * FROM record_entries WHERE action = 'message:mark-read'`
  expect(entries).toMatchObject([{ event: 'changed', webUserId: town.maria, actorKind: 'customer' }])
})

test('a message that arrives after the page was shown stays unread; marking again changes and records nothing', async () => {
  const maria = await twoMessages()
  const [, first] = (await maria.api.listOwnMessages()).messages
  const body = { upToId: first?.messageId ?? 0 }
  expect(await maria.api.markMessagesRead({ body })).toEqual({ marked: 1 })
  expect(await maria.api.markMessagesRead({ body })).toEqual({ marked: 0 })
  expect((await maria.api.listOwnMessages()).messages.map(({ isRead }) => isRead)).toEqual([false, true])
  expect(await app.owner`SELECT 1 FROM record_entries WHERE action = 'message:mark-read'`).toHaveLength(1)
})

test('another customer marks none of them', async () => {
  const maria = await twoMessages()
  const olga = await app.asCustomer(town.olga)
  expect(await olga.api.markMessagesRead({ body: { upToId: 999_999_999 } })).toEqual({ marked: 0 })
  expect((await maria.api.readPortalContext()).unreadMessages).toBe(2)
})

test('a masquerade sees the messages about its account only, and marks none as read', async () => {
  const maria = await twoMessages()
  await maria.api.changePreferences({
    params: { accountId: town.mariaShop },
    body: { choices: noUsage, version: 0 },
  })
  await app.owner`INSERT INTO outgoing_messages (recipient, subject, body, template, created_at, next_attempt_at)
    VALUES ('m.alvarez@example.com', 'Your password was changed', 'x', 'password-changed', now(), now())`
  expect((await maria.api.listOwnMessages()).messages).toHaveLength(4)
  const { view } = await actingAs(app, 'amara.okafor')
  const { messages, may } = await view.api.listOwnMessages()
  expect(messages.map(({ accountId }) => accountId)).toEqual([town.mariaAccount, town.mariaAccount])
  expect(may).toEqual({ 'message:mark-read': 'masquerade-never' })
  const marking = view.api.markMessagesRead({ body: { upToId: 999_999_999 } })
  await expect(marking).rejects.toMatchObject({ status: 403, body: { reason: 'masquerade-never' } })
  expect((await maria.api.readPortalContext()).unreadMessages).toBe(4)
  const tokens = await app.owner`SELECT token_hash FROM masquerades WHERE ended_at IS NULL`
  for (const { tokenHash } of tokens)
    expect(
      await app.database.portal`SELECT read_own_messages(${tokenHash}::bytea, 999999999) AS marked`,
    ).toEqual([{ marked: 0 }])
})

test('whom a mail is for is decided by the database: a shared address puts it on no other customer’s page', async () => {
  await app.owner`UPDATE web_users SET email = 'm.alvarez@example.com' WHERE web_user_id = ${town.olga}`
  const maria = await twoMessages()
  const olga = await app.asCustomer(town.olga)
  expect((await maria.api.listOwnMessages()).messages).toHaveLength(2)
  expect((await olga.api.listOwnMessages()).messages).toEqual([])
  const [row] = await app.owner`
    INSERT INTO outgoing_messages (recipient, subject, body, template, web_user_id, created_at, next_attempt_at)
    VALUES ('m.alvarez@example.com', 'x', 'x', 'x', ${town.olga}, now(), now()) RETURNING web_user_id`
  expect(row).toEqual({ webUserId: null })
})
