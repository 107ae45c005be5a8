import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actingAs } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { reason, refusalOf, restoreStaff, staffActions } from './staff.fixture.ts'

let app: TestApp
let kenji: Browser
const { changeGroup, groupState } = staffActions(
  () => app,
  () => kenji,
)
const entitlement = 'contact.mailing-address'
const params = { csrGroup: 'call-centre' }

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await restoreStaff(app)
  await app.owner`UPDATE test_clock SET stopped_at = NULL, offset_by = '0'`
  kenji = await app.asCsr('kenji.sato')
  await changeGroup('call-centre', () => ({ name: `Call center ${Date.now()}`, entitlements: {} }))
})

/** Switches the entitlement off for the call center in a period. Null: no limit. */
const offDuring = (from: string | null, to: string | null) =>
  changeGroup('call-centre', () => ({ entitlements: { [entitlement]: { isOn: false, from, to } } }))

/** Moves the period of the newest override to instants that the test's clock reaches. */
const beginIn = (from: string, to: string) => app.owner`
  UPDATE entitlement_changes SET effective_from = current_instant() + ${from}::interval,
    effective_to = current_instant() + ${to}::interval
  WHERE entitlement_change_id = (SELECT max(entitlement_change_id) FROM entitlement_changes)`

test('an override applies from its first instant until its last, in a live masquerade, without a restart or a job', async () => {
  const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'dates' })
  const account = { accountId: town.mariaAccount }
  const may = async () =>
    (await view.api.readAccountInformation({ params: account })).may['mailing-address:change']
  await offDuring('2090-01-01', '2090-01-31')
  await app.stopClock()
  await beginIn('2 minutes', '4 minutes')
  expect(await may()).toBe('ok')
  await app.advanceClock('1 minute 59.999 seconds')
  expect(await may()).toBe('ok')
  await app.advanceClock('1 millisecond')
  expect(await may()).toBe('entitlement-off')
  await app.advanceClock('1 minute 59.999 seconds')
  expect(await may()).toBe('entitlement-off')
  await app.advanceClock('1 millisecond')
  expect(await may()).toBe('ok')
})

test('a future override is shown before it applies, with its days; the preview says from when whom it affects', async () => {
  const { state, version } = await groupState('call-centre')
  const preview = await kenji.api.previewCsrGroupChange({
    params,
    body: {
      state: {
        ...state,
        entitlements: { [entitlement]: { isOn: false, from: '2090-03-12', to: '2090-03-12' } },
      },
      restores: null,
      version,
    },
  })
  // In Los Angeles 2090-03-12 has 23 hours.
  const period = { from: '2090-03-12T08:00:00.000Z', to: '2090-03-13T07:00:00.000Z' }
  expect(preview).toMatchObject({
    answer: 'ok',
    affected: [
      {
        csrId: 'amara.okafor',
        periods: [{ ...period, gains: [], loses: [{ kind: 'entitlement', name: entitlement }] }],
      },
    ],
    differences: [{ field: `entitlement ${entitlement}`, before: null, after: { isOn: false, ...period } }],
  })
  await offDuring('2090-03-12', '2090-03-12')
  const group = await kenji.api.readCsrGroup({ params })
  expect(group.entitlements.find((one) => one.entitlement === entitlement)).toMatchObject({
    isOn: false,
    from: '2090-03-12',
    to: '2090-03-12',
  })
  const utility = await kenji.api.readUtilityEntitlements()
  expect(utility.entitlements.find((one) => one.entitlement === entitlement)?.groups).toMatchObject([
    { csrGroup: 'call-centre', isOn: false, period },
  ])
})

test('an override that has ended is as the utility again, and stays in the history', async () => {
  await offDuring(null, '2090-01-31')
  await beginIn('-2 days', '-1 day')
  const group = await kenji.api.readCsrGroup({ params })
  expect(group.entitlements.find((one) => one.entitlement === entitlement)).toMatchObject({
    isOn: null,
    from: null,
    to: null,
  })
  expect(group.versions[0]?.differences).toEqual([
    {
      field: `entitlement ${entitlement}`,
      before: null,
      after: { isOn: false, from: null, to: '2090-02-01T08:00:00.000Z' },
    },
  ])
})

test('a version with a dated override is restored with its dates', async () => {
  const { version } = await offDuring('2090-01-01', null)
  const next = await changeGroup('call-centre', () => ({ entitlements: {} }))
  await kenji.api.changeCsrGroup({
    params,
    body: { state: null, restores: version, version: next.version, reason },
  })
  const { state } = await groupState('call-centre')
  expect(state.entitlements).toEqual({ [entitlement]: { isOn: false, from: '2090-01-01', to: null } })
})

test('an unchanged override adds no change; days that cannot be are refused by their field', async () => {
  await offDuring('2090-01-01', '2090-01-31')
  const changes = () => app.owner`SELECT count(*)::integer AS n FROM entitlement_changes`
  const before = await changes()
  await changeGroup('call-centre', () => ({ name: 'Call center by day' }))
  expect(await changes()).toEqual(before)
  for (const [from, to, problem] of [
    ['2090-02-02', '2090-02-01', 'ends-before-it-begins'],
    [null, '2001-01-01', 'in-the-past'],
  ] as const)
    expect(await refusalOf(offDuring(from, to))).toMatchObject({
      reason: 'invalid-field',
      fields: [{ field: `entitlements.${entitlement}.to`, reason: problem }],
    })
})
