import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { newAddress } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const lastMessage = async () => {
  const [message] = await app.owner`SELECT * FROM outgoing_messages ORDER BY outgoing_message_id DESC LIMIT 1`
  return message
}

test('a change tells its customer, in the transaction of the change', async () => {
  const maria = await app.asCustomer(town.maria)
  const params = { accountId: town.mariaAccount }
  const { taskId } = await maria.api.changeMailingAddress({ params, body: { ...newAddress, version: 1 } })
  expect(await lastMessage()).toMatchObject({
    recipient: 'm.alvarez@example.com',
    subject: 'Your mailing address was changed',
    body: expect.stringContaining(
      'Hello Maria Alvarez,\n\nYou changed the mailing address of your account ending in 0001.',
    ),
    selfServiceTaskId: taskId,
    attempts: 0,
    sentAt: null,
  })
})

test('a refused change tells nothing', async () => {
  const maria = await app.asCustomer(town.maria)
  const before = await lastMessage()
  const stale = maria.api.changeMailingAddress({
    params: { accountId: town.mariaAccount },
    body: { ...newAddress, line1: '41 Pier Rd', version: 1 },
  })
  await expect(stale).rejects.toMatchObject({ status: 409 })
  expect(await lastMessage()).toEqual(before)
})

test("the words are in the web user's language", async () => {
  await app.owner`UPDATE web_users SET locale = 'es' WHERE web_user_id = ${town.olga}`
  const olga = await app.asCustomer(town.olga)
  await olga.api.changeMailingAddress({
    params: { accountId: town.otherAccount },
    body: { ...newAddress, version: 1 },
  })
  expect(await lastMessage()).toMatchObject({
    recipient: 'o.petrova@example.com',
    subject: 'Se ha cambiado su dirección postal',
    body: expect.stringContaining('Hola, Olga Petrova:'),
  })
})
