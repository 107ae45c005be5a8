import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())

const summaryOf = (accountId: number, browser = amara) =>
  browser.api.readWebUserSummary({ params: { accountId } })
const linkRequest = (csrId: string | null, preparedByCsrId: string | null) => app.owner`
  INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, csr_id, prepared_by_csr_id,
    email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
  VALUES ('account-verification', 'awaiting-approval', ${town.otherAccount}, ${csrId ? 'csr' : 'customer'}, ${csrId ?? 'x'},
    ${csrId}, ${preparedByCsrId}, ${csrId ? null : 'x'}, '192.0.2.1', ${town.maria}, '{}', gen_random_uuid(), now(), now())`
const task = (state: string, webUserId: number, accountId: number) => app.owner`
  INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
    self_service_user_id, payload, correlation_id, created_at, updated_at)
  VALUES ('paperless', ${state}, ${accountId}, 'customer', 'x', 'x', '192.0.2.1', ${webUserId}, '{}', gen_random_uuid(), now(), now())`

test('the zone shows every linked web user with role, relationship, last sign-in, tasks, and whether the CSR may masquerade', async () => {
  for (const state of ['draft', 'pending', 'error', 'completed'])
    await task(state, town.john, town.mariaAccount)
  await task('pending', town.maria, town.mariaShop)
  await app.owner`UPDATE web_users SET last_seen_at = '2026-01-02T03:04:05Z' WHERE web_user_id = ${town.john}`
  const zone = await summaryOf(town.mariaAccount)
  expect(zone.webUsers).toEqual([
    {
      webUserId: town.maria,
      userName: 'm.alvarez',
      personId: 1,
      personName: 'Maria Alvarez',
      role: 'account-holder',
      relationshipType: 'main',
      accountPersonVersion: 1,
      isMainCustomer: true,
      isFinanciallyResponsible: true,
      isActive: true,
      isLinkActive: true,
      isEmailConfirmed: true,
      hasPassword: true,
      version: 1,
      lastSeenAt: null,
      openTaskCount: 0,
      nonFinalTaskCount: 0,
      accountCount: 2,
      may: {
        'masquerade:start': 'ok',
        'account-link:unlink': 'ok',
        'account-person:adopt': 'permission-missing',
        'web-user:deactivate': 'ok',
        'web-user:resend-confirmation': 'email-confirmed',
        'web-user:send-reset': 'ok',
      },
    },
    expect.objectContaining({
      webUserId: town.john,
      role: 'viewer',
      relationshipType: 'self-service',
      isFinanciallyResponsible: false,
      lastSeenAt: '2026-01-02T03:04:05.000Z',
      openTaskCount: 2,
      nonFinalTaskCount: 3,
    }),
  ])
  expect(zone.relationshipTypes).toEqual([
    'co-tenant',
    'guarantor',
    'landlord',
    'property-manager',
    'spouse',
    'third-party',
  ])
  expect(zone.financiallyResponsible).toEqual([{ personName: 'Maria Alvarez', userName: 'm.alvarez' }])
  expect(zone.may).toEqual({ 'task:view': 'ok', 'account-person:remove': 'permission-missing' })
})

test('a web user who may not be viewed says so, whatever the reason: staff, protected, inactive, unlinked, no web access', async () => {
  for (const accountId of [town.amaraAccount, town.protectedAccount])
    await amara.api.openProtected({ params: { accountId }, body: { kind: 'task', reference: 'T-1' } })
  const answerOf = async (accountId: number) =>
    (await summaryOf(accountId)).webUsers.map((w) => w.may['masquerade:start'])
  expect(await answerOf(town.amaraAccount)).toEqual(['target-unavailable'])
  expect(await answerOf(town.protectedAccount)).toEqual(['target-unavailable'])
  expect(await answerOf(town.otherAccount)).toEqual(['ok'])
  const { owner } = app
  await owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.olga}`
  expect(await answerOf(town.otherAccount)).toEqual(['target-unavailable'])
  await owner`UPDATE web_users SET is_active = true WHERE web_user_id = ${town.olga}`
  await owner`UPDATE web_user_accounts SET is_active = false WHERE web_user_id = ${town.olga}`
  expect((await summaryOf(town.otherAccount)).webUsers).toMatchObject([
    { isLinkActive: false, isActive: true, may: { 'masquerade:start': 'target-unavailable' } },
  ])
  await owner`UPDATE web_user_accounts SET is_active = true WHERE web_user_id = ${town.olga}`
  await owner`UPDATE account_persons SET web_access_allowed = false WHERE account_id = ${town.otherAccount}`
  expect(await answerOf(town.otherAccount)).toEqual(['target-unavailable'])
  await owner`UPDATE account_persons SET web_access_allowed = true WHERE account_id = ${town.otherAccount}`
})

test('the zone and the start of a masquerade give the same answer for every web user', async () => {
  for (const accountId of [town.mariaAccount, town.amaraAccount, town.protectedAccount]) {
    for (const { webUserId, may } of (await summaryOf(accountId)).webUsers) {
      const body = { webUserId, accountId, locale: 'en' as const }
      const started = await amara.api.readMasqueradePrompt({ body }).then(
        () => 'ok',
        (refused) => refused.body.reason,
      )
      expect(started).toBe(may['masquerade:start'])
    }
  }
  const kenji = await app.asCsr('kenji.sato')
  expect((await summaryOf(town.mariaAccount, kenji)).webUsers[0]?.may).toMatchObject({
    'masquerade:start': 'permission-missing',
    'account-link:unlink': 'permission-missing',
    'web-user:deactivate': 'ok',
  })
})

test('every account of a web user, fifty a page; opening them is a line in the record', async () => {
  const two = await amara.api.readWebUserAccounts({ params: { webUserId: town.maria }, query: {} })
  expect(two).toMatchObject({ total: 2, nextAfter: null })
  expect(two.accounts[1]).toEqual({
    accountId: town.mariaShop,
    address: '7 Market Sq, Port Ellis',
    balanceCents: 0,
    currency: 'USD',
    role: 'account-holder',
    status: 'active',
    isLinkActive: true,
  })
  const lines = await app.owner`SELECT * FROM record_entries
    WHERE event = 'read' AND action = 'web-user:view' AND web_user_id = ${town.maria}`
  expect(lines).toMatchObject([{ csrId: 'amara.okafor', actorKind: 'csr' }])

  await app.owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    SELECT 2000000000 + i, 'residential', 'Harbor', 'active', '2020-01-01' FROM generate_series(1, 60) i`
  await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    SELECT ${town.olga}, 2000000000 + i, 'manager' FROM generate_series(1, 60) i`
  const params = { webUserId: town.olga }
  const first = await amara.api.readWebUserAccounts({ params, query: {} })
  expect([first.accounts.length, first.total, first.nextAfter]).toEqual([50, 61, 2_000_000_049])
  const second = await amara.api.readWebUserAccounts({ params, query: { after: first.nextAfter ?? 0 } })
  expect([second.accounts.length, second.nextAfter]).toEqual([11, null])
})

test('answers 404 for unknown accounts and web users; shows nothing to strangers and customers', async () => {
  await expect(summaryOf(1_999_999_999)).rejects.toMatchObject({ status: 404 })
  const nobody = { params: { webUserId: 999 }, query: {} }
  await expect(amara.api.readWebUserAccounts(nobody)).rejects.toMatchObject({ status: 404 })
  await expect(summaryOf(town.mariaAccount, await app.asCustomer(town.maria))).rejects.toMatchObject({
    body: { reason: 'staff-only' },
  })
  await expect(summaryOf(town.mariaAccount, app.visitor())).rejects.toMatchObject({ status: 401 })
})

test('offers the approval of a request for a link to everybody but the CSR who made or prepared the request', async () => {
  await linkRequest('ines.ferreira', null)
  await linkRequest(null, 'ines.ferreira')
  await linkRequest('amara.okafor', null)
  const { linkRequests } = await summaryOf(town.otherAccount, await app.asCsr('ines.ferreira'))
  expect(linkRequests.map(({ may }) => may)).toEqual([
    { 'task:approve': 'own-request', 'task:reject': 'ok' },
    { 'task:approve': 'own-request', 'task:reject': 'ok' },
    { 'task:approve': 'ok', 'task:reject': 'ok' },
  ])
})
