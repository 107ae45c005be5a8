import { Refused } from '@porchlight/contract/client.ts'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
let ines: Browser
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
  ines = await app.asCsr('ines.ferreira')
  // John is a co-holder by the utility's own record.
  await app.owner`UPDATE account_persons SET relationship_type = 'spouse', is_financially_responsible = true WHERE person_id = 2`
})
afterAll(() => app.close())

const account = { accountId: town.mariaAccount as number }
const john = { ...account, webUserId: town.john as number }
const summary = (by: Browser) => by.api.readWebUserSummary({ params: account })
const remove = (by: Browser, personId: number, version = 1) =>
  by.api.removeAccountPerson({
    params: { ...account, personId },
    body: { version, reason: 'They have parted' },
  })
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body.reason : error),
  )
async function unlinkJohn() {
  const { standing } = await amara.api.previewUnlink({ params: john })
  const body = { standing, reason: 'x', removesAccountPerson: false, discardedTaskIds: [] }
  await amara.api.unlinkWebUser({ params: john, body })
}

test('a person whom an unlink left is shown and removed by who may, with a line in the history and the record', async () => {
  expect((await summary(ines)).withoutWebUser).toEqual([])
  await unlinkJohn()
  const left = {
    personId: 2,
    personName: 'John Smith',
    relationshipType: 'spouse',
    isFinanciallyResponsible: true,
  }
  expect((await summary(amara)).withoutWebUser).toEqual([{ ...left, version: 1 }])
  expect((await summary(amara)).may['account-person:remove']).toBe('permission-missing')
  expect(await reasonOf(remove(amara, 2))).toBe('permission-missing')
  expect(await reasonOf(remove(ines, 2))).toBe('ok')
  expect((await summary(ines)).withoutWebUser).toEqual([])
  expect((await summary(ines)).financiallyResponsible.map(({ personName }) => personName)).toEqual([
    'Maria Alvarez',
  ])
  const [contact] = await app.owner`SELECT * FROM customer_contacts WHERE contact_type = 'person-removed'`
  expect(contact).toMatchObject({ csrId: 'ines.ferreira', note: 'John Smith: They have parted' })
  const entries =
    await app.owner`SELECT * FROM record_entries WHERE action = 'account-person:remove' AND event = 'changed'`
  expect(entries).toHaveLength(1)
  expect(JSON.stringify(entries)).not.toContain('parted')
})

test('refuses to remove the main customer, a linked person, a changed row, and the same row twice', async () => {
  expect(await reasonOf(remove(ines, 1))).toBe('main-customer-stays')
  expect(await reasonOf(remove(ines, 2))).toBe('still-linked')
  await unlinkJohn()
  expect(await reasonOf(remove(ines, 2, 7))).toBe('version-conflict')
  expect(await reasonOf(remove(ines, 2))).toBe('ok')
  expect(await reasonOf(remove(ines, 2))).toBe('not-found')
})

test('lists the main customer first in the zone, whatever the user names', async () => {
  await app.owner`UPDATE web_users SET user_name = 'a.first' WHERE web_user_id = ${town.john}`
  const { webUsers } = await summary(amara)
  expect(webUsers.map(({ userName }) => userName)).toEqual(['m.alvarez', 'a.first'])
})
