import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { reason, restoreStaff, staffActions } from './staff.fixture.ts'

let app: TestApp
let kenji: Browser
const { changeGroup, setSwitch } = staffActions(
  () => app,
  () => kenji,
)
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await restoreStaff(app)
  kenji = await app.asCsr('kenji.sato')
})

/** Returns an entitlement as the utility has it, and as each group has it that differs. */
const switchesOf = async (entitlement: string) => {
  const { entitlements } = await kenji.api.readUtilityEntitlements()
  const one = entitlements.find((line) => line.entitlement === entitlement)
  return { isOn: one?.isOn, groups: one?.groups.map(({ csrGroup, isOn }) => [csrGroup, isOn]) }
}
const answerOf = async (csrId: string, entitlement: string) =>
  (await (await app.asCsr(csrId)).api.readDesk()).entitlements.find((one) => one.entitlement === entitlement)
    ?.answer

test('an entitlement is switched for the utility and for a group; each change says before and after', async () => {
  await setSwitch(null, 'account.link', true)
  await setSwitch('call-centre-trainee', 'account.link', false)
  expect(await switchesOf('account.link')).toEqual({ isOn: true, groups: [['call-centre-trainee', false]] })
  expect((await kenji.api.readUtilityEntitlements()).versions[0]).toMatchObject({
    changedBy: expect.stringContaining('kenji.sato'),
    differences: [{ field: 'entitlement account.link', before: null, after: true }],
  })
  const group = await kenji.api.readCsrGroup({ params: { csrGroup: 'call-centre-trainee' } })
  expect(group.versions[0]).toMatchObject({
    differences: [{ field: 'entitlement account.link', before: null, after: false }],
  })
  const [line] =
    await app.owner`SELECT * FROM record_entries WHERE action = 'entitlements:change' ORDER BY record_entry_id`
  expect(line).toMatchObject({
    event: 'changed',
    csrId: 'kenji.sato',
    details: { givenReason: reason, after: '{"entitlement account.link":true}' },
  })
  expect(await answerOf('amara.okafor', 'account.link')).toBe('ok')
})

test('a switch that a colleague changed meanwhile is 409; an unknown switch and an unknown group are refused', async () => {
  const { version } = await kenji.api.readUtilityEntitlements()
  await setSwitch(null, 'guest.invite', true)
  const changeTo = (name: string, at: number) =>
    kenji.api.changeUtilityEntitlements({
      body: {
        state: { entitlements: { [name]: false }, hasFourEyes: false },
        restores: null,
        version: at,
        reason,
      },
    })
  await expect(changeTo('guest.invite', version)).rejects.toMatchObject({ status: 409 })
  for (const entitlement of ['password.change', 'constructor'])
    await expect(changeTo(entitlement, version + 1)).rejects.toMatchObject({ status: 422 })
  await expect(changeGroup('nobody', () => ({ entitlements: {} }))).rejects.toMatchObject({ status: 404 })
})

test('a switch is put back: a group’s to the utility’s, the utility’s to the shipped one', async () => {
  const entitlement = 'guest.remove'
  await setSwitch(null, entitlement, true)
  await setSwitch('call-centre', entitlement, false)
  expect(await switchesOf(entitlement)).toEqual({ isOn: true, groups: [['call-centre', false]] })
  expect(await answerOf('amara.okafor', entitlement)).toBe('entitlement-off')
  await setSwitch('call-centre', entitlement, null)
  expect(await switchesOf(entitlement)).toEqual({ isOn: true, groups: [] })
  expect(await answerOf('amara.okafor', entitlement)).toBe('ok')
  await setSwitch(null, entitlement, null)
  expect(await switchesOf(entitlement)).toEqual({ isOn: null, groups: [] })
  expect(await answerOf('amara.okafor', entitlement)).toBe('entitlement-off')
})

test('a change of entitlements needs a permission and a reason', async () => {
  const { version } = await kenji.api.readUtilityEntitlements()
  const state = { entitlements: { preferences: false }, hasFourEyes: false }
  const body = { state, restores: null, version, reason }
  for (const csr of ['amara.okafor', 'ines.ferreira']) {
    const browser = await app.asCsr(csr)
    await expect(browser.api.changeUtilityEntitlements({ body })).rejects.toMatchObject({
      status: 403,
      body: { reason: 'permission-missing' },
    })
  }
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.changeUtilityEntitlements({ body })).rejects.toMatchObject({
    body: { reason: 'staff-only' },
  })
  await expect(
    kenji.api.changeUtilityEntitlements({ body: { ...body, reason: '' } as never }),
  ).rejects.toMatchObject({ status: 422 })
})
