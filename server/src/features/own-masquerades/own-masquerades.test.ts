import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAs, masqueradeAs, newAddress } from '#features/masquerade/masquerade.fixture.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const account = { params: { accountId: town.mariaAccount } }

test('lists the own masquerades, newest first: purpose, times, mode, changes and whether a note was saved', async () => {
  const reading = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'first' })
  await reading.desk.api.endOwnMasquerade({ params: { masqueradeId: reading.masqueradeId } })
  const { view, desk, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'second' })
  await view.api.changeMailingAddress({ ...account, body: { ...newAddress, version: 1 } })
  // Back to read-only: the list still says that the CSR acted.
  await view.api.switchToRead()
  const body = {
    contactClass: 'support',
    contactType: 'masquerade',
    note: 'Changed the address.',
    masqueradeId,
  }
  await desk.api.addCustomerContact({ ...account, body })
  const { masquerades, nextBefore } = await desk.api.listOwnMasquerades({ body: {} })
  expect(nextBefore).toBeNull()
  expect(masquerades).toMatchObject([
    {
      masqueradeId,
      personName: 'Maria Alvarez',
      purposeKind: 'call',
      purposeReference: 'second',
      endedAt: null,
      hasActed: true,
      changed: [{ taskId: expect.any(Number), taskType: 'mailing-address' }],
      hasNote: true,
    },
    {
      purposeReference: 'first',
      endedAt: expect.any(String),
      endCause: 'desk',
      hasActed: false,
      changed: [],
      hasNote: false,
    },
  ])
})

test('leaves out the masquerades of other CSRs, and continues after the last row of a page', async () => {
  await masqueradeAs(app, 'tom.becker', { purposeReference: 'of tom' })
  const tom = await app.asCsr('tom.becker')
  const { masquerades } = await tom.api.listOwnMasquerades({ body: {} })
  expect(masquerades.map(({ purposeReference }) => purposeReference)).toEqual(['of tom'])
  const started = Date.parse(masquerades[0]?.startedAt ?? '') * 1_000
  expect((await tom.api.listOwnMasquerades({ body: { before: started } })).masquerades).toEqual([])
  expect((await tom.api.listOwnMasquerades({ body: { before: started + 1_000 } })).masquerades).toHaveLength(
    1,
  )
})

test('masks the customer where the account became protected afterwards', async () => {
  await app.owner`UPDATE persons SET is_protected = true WHERE person_id = 1`
  try {
    const amara = await app.asCsr('amara.okafor')
    const { masquerades } = await amara.api.listOwnMasquerades({ body: {} })
    expect(masquerades.map(({ personName }) => personName)).toEqual(['M•••• A••••', 'M•••• A••••'])
  } finally {
    await app.owner`UPDATE persons SET is_protected = false WHERE person_id = 1`
  }
})

test('takes a page of 50 and names the next', async () => {
  await app.owner`INSERT INTO masquerades (masquerade_id, csr_id, desk_session_id, web_user_id, account_id, purpose_kind,
      purpose_reference, created_at, ends_at, idle_seconds, ip_address, last_activity_at, ended_at, end_cause)
    SELECT rpad('page', 24, 'a') || chr(97 + n / 26) || chr(97 + n % 26), csr_id, desk_session_id, web_user_id, account_id,
      purpose_kind, 'page ' || n, created_at - make_interval(days => n), ends_at, idle_seconds, ip_address, last_activity_at,
      ends_at, 'time'
    FROM (SELECT * FROM masquerades WHERE csr_id = 'tom.becker' LIMIT 1) m, generate_series(1, 60) n`
  const tom = await app.asCsr('tom.becker')
  const first = await tom.api.listOwnMasquerades({ body: {} })
  expect(first.masquerades).toHaveLength(50)
  const before = first.nextBefore ?? 0
  const second = await tom.api.listOwnMasquerades({ body: { before } })
  expect(second.masquerades.map(({ purposeReference }) => purposeReference)).toEqual(
    Array.from({ length: 11 }, (_, i) => `page ${50 + i}`),
  )
  expect(second.nextBefore).toBeNull()
})
