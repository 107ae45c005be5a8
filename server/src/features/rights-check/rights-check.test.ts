import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { refusalOf } from '../staff/staff.fixture.ts'

let app: TestApp
let kenji: Browser
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
  kenji = await app.asCsr('kenji.sato')
})
afterAll(() => app.close())

const maria = {
  accountId: town.mariaAccount as number,
  webUserId: town.maria as number,
  callerGrade: 'none' as 'none' | 'code',
  isSteppedUp: false,
}
const check = (memberId: string, more: Partial<typeof maria> = {}, by = kenji) =>
  by.api.checkRights({ params: { memberId }, body: { ...maria, ...more } })
const rowOf = async (endpoint: string, ...asked: Parameters<typeof check>) =>
  (await check(...asked)).checked.find((row) => row.endpoint === endpoint)

test('names the group and the days of the permission that decides', async () => {
  await app.owner`UPDATE group_memberships SET effective_to = '2090-01-01' WHERE csr_id = 'amara.okafor'`
  await app.owner`INSERT INTO group_memberships (csr_group, csr_id, effective_from, effective_to)
    VALUES ('supervisors', 'amara.okafor', '2080-01-01', 'infinity')`
  const { permissions } = await check('amara.okafor')
  expect(permissions.filter(({ permission }) => permission === 'masquerade:start')).toMatchObject([
    { csrGroup: 'call-centre', from: null, to: '2090-01-01T00:00:00.000Z', isNow: true },
    { csrGroup: 'supervisors', from: '2080-01-01T00:00:00.000Z', to: null, isNow: false },
  ])
})

test('says that a trainee acts in no masquerade, and which entitlement is off', async () => {
  expect(await rowOf('changeMailingAddress', 'tom.becker')).toMatchObject({
    desk: null,
    read: 'permission-missing',
    act: 'permission-missing',
    permissions: ['masquerade:act'],
    entitlement: 'contact.mailing-address',
  })
  expect(await rowOf('changeMailingAddress', 'amara.okafor')).toMatchObject({
    read: 'masquerade-read-only',
    act: 'ok',
  })
})

test('takes the role, the caller and the second factor into account', async () => {
  await app.owner`INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
    VALUES ('account.link', true, false, 'kenji.sato', now())`
  await app.owner`INSERT INTO setting_versions (setting, version, value, changed_by_csr_id, changed_at)
    VALUES ('caller.entitlement-grades', 1, '["account.link: code"]', 'kenji.sato', now())`
  const name = 'linkAccount'
  expect(await rowOf(name, 'amara.okafor')).toMatchObject({ act: 'caller-verification-required' })
  expect(await rowOf(name, 'amara.okafor', { callerGrade: 'code' })).toMatchObject({
    act: 'step-up-required',
  })
  expect(await rowOf(name, 'amara.okafor', { callerGrade: 'code', isSteppedUp: true })).toMatchObject({
    act: 'ok',
    requiredGrade: 'code',
  })
  await app.owner`UPDATE web_user_accounts SET role = 'viewer' WHERE web_user_id = ${town.maria}`
  const asViewer = await check('amara.okafor', { callerGrade: 'code', isSteppedUp: true })
  expect(asViewer.link).toMatchObject({ role: 'viewer' })
  expect(asViewer.checked.find(({ endpoint }) => endpoint === 'changeMailingAddress')).toMatchObject({
    act: 'role-may-not',
  })
})

test('allows nothing in a masquerade that cannot start, and nothing to a CSR who is switched off', async () => {
  await app.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.maria}`
  const unavailable = await check('amara.okafor')
  expect(unavailable.start).toBe('target-unavailable')
  expect(new Set(unavailable.checked.flatMap(({ read, act }) => (read ? [read, act] : [])))).toEqual(
    new Set(['target-unavailable']),
  )
  await app.owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'amara.okafor'`
  const off = await check('amara.okafor')
  expect(new Set(off.checked.flatMap(({ desk, read, act }) => [desk, read, act]))).toEqual(
    new Set(['not-signed-in', null]),
  )
})

test('is recorded, opens the customer, and runs nothing', async () => {
  await check('amara.okafor')
  const lines = await app.owner`SELECT event, csr_id, account_id, web_user_id, details FROM record_entries
    WHERE action = 'csr-rights:check'`
  expect(lines).toMatchObject([
    {
      event: 'read',
      csrId: 'kenji.sato',
      accountId: town.mariaAccount,
      webUserId: town.maria,
      details: { aboutCsrId: 'amara.okafor' },
    },
  ])
  const [opened] =
    await app.owner`SELECT count(*)::integer AS many FROM csr_openings WHERE csr_id = 'kenji.sato'`
  expect(opened?.many).toBe(1)
})

test('requires the permission to see staff, a further reason for a protected customer, and an existing CSR and web user', async () => {
  expect(await refusalOf(check('tom.becker', {}, await app.asCsr('amara.okafor')))).toMatchObject({
    reason: 'permission-missing',
  })
  expect(await refusalOf(check('tom.becker', { accountId: town.protectedAccount }))).toMatchObject({
    reason: 'further-reason-required',
  })
  expect(await refusalOf(check('nobody.here'))).toMatchObject({ reason: 'not-found' })
  expect(await refusalOf(check('tom.becker', { webUserId: 999_999 }))).toMatchObject({ reason: 'not-found' })
})
