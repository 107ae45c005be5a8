import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount }

test('shows the people on the account, main customer first, its services and the reader’s contacts', async () => {
  const maria = await app.asCustomer(town.maria)
  const shown = await maria.api.readAccountInformation({ params })
  const people =
    await app.owner`SELECT person_id FROM account_persons WHERE account_id = ${town.mariaAccount}`
  expect(shown.persons).toHaveLength(people.length)
  expect(shown.persons.map(({ isMainCustomer }) => isMainCustomer)).toEqual([
    true,
    ...shown.persons.slice(1).map(() => false),
  ])
  expect(shown.services).toEqual([
    expect.objectContaining({ serviceType: 'electricity', address: expect.stringContaining('12 Oak St') }),
  ])
  const own = await app.owner`SELECT c.value FROM person_contacts c JOIN web_users w USING (person_id)
    WHERE w.web_user_id = ${town.maria}`
  expect(shown.contacts.map(({ value }) => value).sort()).toEqual(own.map(({ value }) => value).sort())
  const { text } = await maria.get(`/accounts/${town.mariaAccount}/information`)
  for (const { name } of shown.persons) expect(text).toContain(name)
})

test('refuses an account that the reader is not linked to', async () => {
  const maria = await app.asCustomer(town.maria)
  const other = maria.api.readAccountInformation({ params: { accountId: town.otherAccount } })
  await expect(other).rejects.toMatchObject({ status: 403, body: { reason: 'account-not-linked' } })
})
