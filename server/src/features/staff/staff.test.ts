import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import {
  type GroupState,
  inGroup,
  reason,
  refusalOf,
  restoreStaff,
  staffActions,
  without,
} from './staff.fixture.ts'

let app: TestApp
let kenji: Browser
const { changeGroup, give, groupState, may, setSwitch, versionOf } = staffActions(
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

describe('staff', () => {
  test('the list has groups, source, what is open now, and when each was last seen', async () => {
    await app.owner`UPDATE group_memberships SET source = 'scim' WHERE csr_id = 'amara.okafor'`
    await masqueradeAs(app, 'amara.okafor', { purposeReference: 'call' })
    const { staff } = await kenji.api.listStaff()
    expect(staff.map(({ csrId }) => csrId)).toEqual([
      'amara.okafor',
      'ines.ferreira',
      'kenji.sato',
      'tom.becker',
    ])
    expect(staff[0]).toMatchObject({
      name: 'Amara Okafor',
      isActive: true,
      groups: [
        { csrGroup: 'call-centre', name: 'Call center', source: 'scim', from: null, to: null, isNow: true },
      ],
      liveMasquerades: 1,
    })
    expect(staff[0]?.openSessions).toBeGreaterThanOrEqual(1)
    expect(staff[0]?.lastSeenAt).not.toBeNull()
    expect(staff[3]?.lastSeenAt).toBeNull()
  })

  test('a change leaves one line in the record, with before, after and the reason, and counts from the next request', async () => {
    const tom = await app.asCsr('tom.becker')
    expect(await refusalOf(tom.api.queryRecord({ body: {} }))).toMatchObject({ reason: 'permission-missing' })
    const before = (await app.owner`SELECT max(record_entry_id) AS id FROM record_entries`)[0]?.id
    const { version } = await give('tom.becker', [inGroup('call-centre-trainee')]).catch(() => ({
      version: 0,
    }))
    expect(version).toBe(0)
    const given = await give('tom.becker', [inGroup('call-centre-trainee'), inGroup('supervisors')])
    expect((await tom.api.queryRecord({ body: {} })).entries.length).toBeGreaterThan(0)
    const lines = await app.owner`SELECT event, action, csr_id, details FROM record_entries
      WHERE record_entry_id > ${before} AND event = 'changed' ORDER BY record_entry_id`
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ action: 'staff:change', csrId: 'kenji.sato' })
    const details = lines[0]?.details as Record<string, string>
    expect(details).toMatchObject({
      aboutCsrId: 'tom.becker',
      change: 'changed',
      version: given.version,
      givenReason: reason,
    })
    expect(JSON.parse(details.before ?? '')).toEqual({ 'group supervisors hand': null })
    expect(JSON.parse(details.after ?? '')).toEqual({
      'group supervisors hand': { from: expect.any(String), to: null },
    })
  })

  test('a preview says whom a change affects and what ends, and changes nothing', async () => {
    const { view, masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'call' })
    const version = await versionOf('amara.okafor')
    const counts = () => app.owner`SELECT (SELECT count(*) FROM staff_versions) AS versions,
      (SELECT count(*) FROM record_entries WHERE event <> 'read') AS lines, (SELECT count(*) FROM group_memberships) AS members`
    const before = await counts()
    const preview = await kenji.api.previewCsrChange({
      params: { memberId: 'amara.okafor' },
      body: {
        state: { isActive: true, groups: [inGroup('call-centre-trainee', '2090-01-01', '2090-01-31')] },
        restores: null,
        version,
      },
    })
    expect(await counts()).toEqual(before)
    await view.api.readPortalContext()
    expect(preview.answer).toBe('ok')
    expect(preview.endedMasquerades).toMatchObject([{ masqueradeId, csrName: 'Amara Okafor' }])
    expect(preview.endedSessions).toBeGreaterThanOrEqual(1)
    const [amara, ...others] = preview.affected
    expect(others).toEqual([])
    expect(amara).toMatchObject({ csrId: 'amara.okafor', name: 'Amara Okafor' })
    // In the utility's zone the first of January begins at 8:00 UTC, and the last day is a whole one.
    expect(amara?.periods.map(({ from, to }) => [from, to])).toEqual([
      [null, '2090-01-01T08:00:00.000Z'],
      ['2090-01-01T08:00:00.000Z', '2090-02-01T08:00:00.000Z'],
      ['2090-02-01T08:00:00.000Z', null],
    ])
    expect(amara?.periods[0]?.loses).toContainEqual({ kind: 'permission', name: 'masquerade:act' })
    expect(amara?.periods[1]?.loses).not.toContainEqual({ kind: 'permission', name: 'masquerade:start' })
  })

  test('a deactivated member of staff is signed out at once, on every page; after an activation a new sign-in is needed', async () => {
    const amara = await app.asCsr('amara.okafor')
    const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'call' })
    await give('amara.okafor', [inGroup('call-centre')], { isActive: false })
    await expect(amara.api.readDesk()).rejects.toMatchObject({ status: 401 })
    await expect(view.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
    const read = await kenji.api.readCsr({ params: { memberId: 'amara.okafor' } })
    expect(read).toMatchObject({ isActive: false, openSessions: 0, liveMasquerades: 0 })
    expect(read.versions[0]).toMatchObject({ change: 'deactivated', reason, changedBy: 'kenji.sato' })
    await give('amara.okafor', [inGroup('call-centre')])
    await expect(amara.api.readDesk()).rejects.toMatchObject({ status: 401 })
  })

  test('a stale version is 409 with what differs; of a double click and of two officers one is taken', async () => {
    await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('security-officer', 'ines.ferreira')`
    const ines = await app.asCsr('ines.ferreira')
    const version = await versionOf('tom.becker')
    const to = (by: Browser, groups: ReturnType<typeof inGroup>[]) =>
      refusalOf(
        by.api.changeCsr({
          params: { memberId: 'tom.becker' },
          body: { state: { isActive: true, groups }, restores: null, version, reason },
        }),
      )
    const both = await Promise.all([
      to(kenji, [inGroup('call-centre-trainee'), inGroup('call-centre')]),
      to(ines, [inGroup('supervisors')]),
    ])
    expect(both.filter((one) => one === 'ok')).toHaveLength(1)
    const refused = both.find((one) => one !== 'ok')
    expect(refused).toMatchObject({ reason: 'version-conflict', version: version + 1 })
    const [winner] = both[0] === 'ok' ? ['call-centre'] : ['supervisors']
    const fields = (refused as { difference: { field: string }[] }).difference.map(({ field }) => field)
    expect(fields).toContain(winner === 'supervisors' ? 'group call-centre hand' : 'group supervisors hand')
  })

  test.each([
    ['a group twice', [inGroup('supervisors'), inGroup('supervisors')], 'groups', 'twice'],
    ['an unknown group', [inGroup('nobody')], 'groups', 'unknown'],
    [
      'an end before the beginning',
      [inGroup('supervisors', '2090-05-02', '2090-05-01')],
      'groups.0.to',
      'ends-before-it-begins',
    ],
    ['an end in the past', [inGroup('supervisors', null, '2001-01-01')], 'groups.0.to', 'in-the-past'],
  ])('%s is refused by its field', async (_, groups, field, problem) => {
    expect(await refusalOf(give('tom.becker', groups))).toMatchObject({
      reason: 'invalid-field',
      fields: [{ field, reason: problem }],
    })
  })

  test('days are in the utility’s time zone, also when the clock changes, and an unchanged day keeps its instant', async () => {
    // In Los Angeles 2090-03-12 has 23 hours.
    await give('tom.becker', [inGroup('supervisors', '2090-03-12', '2090-03-12')])
    const [row] = await app.owner`SELECT effective_from AS "from", effective_to AS "to" FROM group_memberships
      WHERE csr_id = 'tom.becker' AND csr_group = 'supervisors'`
    expect([row?.from, row?.to].map((at) => (at as Date).toISOString())).toEqual([
      '2090-03-12T08:00:00.000Z',
      '2090-03-13T07:00:00.000Z',
    ])
    await app.owner`UPDATE group_memberships SET effective_to = '2090-03-12T20:15:00Z' WHERE csr_group = 'supervisors' AND csr_id = 'tom.becker'`
    await give('tom.becker', [inGroup('supervisors', '2090-03-12', '2090-03-12'), inGroup('call-centre')])
    const [kept] = await app.owner`SELECT effective_to AS "to" FROM group_memberships
      WHERE csr_id = 'tom.becker' AND csr_group = 'supervisors'`
    expect(kept?.to).toEqual(new Date('2090-03-12T20:15:00.000Z'))
  })

  test('an earlier version is restored as a new one; groups of the provider stay', async () => {
    await app.owner`INSERT INTO group_memberships (csr_group, csr_id, source) VALUES ('call-centre', 'tom.becker', 'claim')`
    const { version } = await give('tom.becker', [inGroup('supervisors')])
    await give('tom.becker', [inGroup('call-centre-trainee')])
    const body = { state: null, restores: version, version: version + 1 }
    const preview = await kenji.api.previewCsrChange({ params: { memberId: 'tom.becker' }, body })
    expect(preview.differences.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['group call-centre-trainee hand', 'group supervisors hand']),
    )
    expect(
      await kenji.api.changeCsr({ params: { memberId: 'tom.becker' }, body: { ...body, reason } }),
    ).toMatchObject({
      version: version + 2,
    })
    const { groups, versions } = await kenji.api.readCsr({ params: { memberId: 'tom.becker' } })
    expect(groups.map(({ csrGroup, source }) => `${csrGroup} ${source}`)).toEqual([
      'call-centre claim',
      'supervisors hand',
    ])
    expect(versions[0]).toMatchObject({ change: 'restored', version: version + 2 })
    for (const restores of [9999, 1])
      expect(
        await refusalOf(
          kenji.api.changeCsr({
            params: { memberId: 'tom.becker' },
            body: { state: null, restores, version: version + 2, reason },
          }),
        ),
      ).toMatchObject({ fields: [{ field: 'restores', reason: 'unknown' }] })
  })
})

describe('groups', () => {
  test('a group is created, given members, renamed and deleted; its members lose it and it can be restored', async () => {
    const created = await kenji.api.changeCsrGroup({
      params: { csrGroup: 'night-shift' },
      body: {
        state: {
          name: 'Night shift',
          requiresSecondFactor: false,
          isDeleted: false,
          permissions: [{ permission: 'record:view', from: null, to: null }],
          toDoRoles: ['payments'],
          entitlements: { autopay: true },
        },
        restores: null,
        version: 0,
        reason,
      },
    })
    expect(created).toEqual({ version: 1, proposalId: null })
    await give('tom.becker', [inGroup('call-centre-trainee'), inGroup('night-shift')])
    expect(await may('tom.becker', 'record:view')).toBe(true)
    await changeGroup('night-shift', () => ({ name: 'Evening shift' }))
    expect((await groupState('night-shift')).state).toMatchObject({
      name: 'Evening shift',
      entitlements: { autopay: true },
    })
    const tomBefore = await versionOf('tom.becker')
    await changeGroup('night-shift', () => ({ isDeleted: true }))
    expect(await may('tom.becker', 'record:view')).toBe(false)
    const tom = await kenji.api.readCsr({ params: { memberId: 'tom.becker' } })
    expect(tom).toMatchObject({ version: tomBefore + 1, groups: [{ csrGroup: 'call-centre-trainee' }] })
    expect(tom.choices.map(({ csrGroup }) => csrGroup)).not.toContain('night-shift')
    expect(
      (await kenji.api.readDesk()).permissions.find((one) => one.permission === 'record:view')?.grantedBy,
    ).not.toContain('Evening shift')
    const { version } = await groupState('night-shift')
    await kenji.api.changeCsrGroup({
      params: { csrGroup: 'night-shift' },
      body: { state: null, restores: 2, version, reason },
    })
    expect((await groupState('night-shift')).state).toMatchObject({
      name: 'Evening shift',
      isDeleted: false,
      permissions: [{ permission: 'record:view' }],
      toDoRoles: ['payments'],
      entitlements: { autopay: true },
    })
    // Members are not restored with it: each is put back by a change of that CSR.
    expect(await may('tom.becker', 'record:view')).toBe(false)
  })

  test('a change that leaves members what a masquerade needs ends none', async () => {
    const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'call' })
    await changeGroup('call-centre', () => ({ name: 'Call center, days' }))
    await changeGroup('call-centre', () => ({ name: 'Call center' }))
    await give('amara.okafor', [inGroup('call-centre'), inGroup('call-centre-trainee')])
    expect(await view.api.readPortalContext()).toBeDefined()
  })

  test('a permission counts between its days', async () => {
    const [today] =
      await app.owner`SELECT (current_instant() AT TIME ZONE 'America/Los_Angeles')::date::text AS day`
    await changeGroup('call-centre-trainee', ({ permissions }) => ({
      permissions: [...permissions, { permission: 'record:view', from: null, to: String(today?.day) }],
    }))
    expect(await may('tom.becker', 'record:view')).toBe(true)
    await app.advanceClock('24 hours')
    expect(await may('tom.becker', 'record:view')).toBe(false)
    await app.advanceClock('-24 hours')
    await changeGroup('call-centre-trainee', without('record:view'))
  })

  test('a group switched to a second factor ends the masquerades of members who have not confirmed one', async () => {
    await app.owner`UPDATE desk_sessions SET second_factor_at = NULL WHERE csr_id = 'amara.okafor'`
    const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'call' })
    await app.owner`UPDATE desk_sessions SET second_factor_at = NULL WHERE csr_id = 'amara.okafor'`
    const { state, version } = await groupState('call-centre')
    const wanted = { ...state, requiresSecondFactor: true }
    const preview = await kenji.api.previewCsrGroupChange({
      params: { csrGroup: 'call-centre' },
      body: { state: wanted, restores: null, version },
    })
    expect(preview.endedMasquerades.length).toBeGreaterThanOrEqual(1)
    expect(preview.affected[0]?.periods[0]?.loses).toEqual([{ kind: 'without-second-factor', name: '' }])
    await changeGroup('call-centre', () => ({ requiresSecondFactor: true }))
    await expect(view.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
    await changeGroup('call-centre', () => ({ requiresSecondFactor: false }))
  })

  test('an unknown permission or entitlement is refused by its field, and an unknown group is not found', async () => {
    const bad = (change: Partial<GroupState>) => refusalOf(changeGroup('supervisors', () => change))
    expect(
      await bad({ permissions: [{ permission: 'customer:steal', from: null, to: null }] }),
    ).toMatchObject({
      fields: [{ field: 'permissions', reason: 'unknown' }],
    })
    expect(await bad({ entitlements: { constructor: true } })).toMatchObject({
      fields: [{ field: 'entitlements', reason: 'unknown' }],
    })
    const { state } = await groupState('supervisors')
    const body = { state, restores: null, version: 3, reason }
    expect(await refusalOf(kenji.api.changeCsrGroup({ params: { csrGroup: 'nobody' }, body }))).toMatchObject(
      { reason: 'not-found' },
    )
  })
})

describe('the utility’s switches', () => {
  test('lists entitlements with defaults and classes; a change makes a version, and shows which groups differ', async () => {
    const before = await kenji.api.readUtilityEntitlements()
    expect(before.entitlements.find((one) => one.entitlement === 'autopay')).toMatchObject({
      class: 'step-up',
      shipped: false,
      isOn: null,
    })
    await changeGroup('call-centre', () => ({ entitlements: { autopay: false } }))
    const body = {
      state: { entitlements: { autopay: true }, hasFourEyes: false },
      restores: null,
      version: before.version,
    }
    const preview = await kenji.api.previewUtilityEntitlements({ body })
    expect(preview.affected.map(({ csrId }) => csrId)).toEqual(['ines.ferreira'])
    await kenji.api.changeUtilityEntitlements({ body: { ...body, reason } })
    const after = await kenji.api.readUtilityEntitlements()
    expect(after.entitlements.find((one) => one.entitlement === 'autopay')).toMatchObject({
      isOn: true,
      groups: expect.arrayContaining([{ csrGroup: 'call-centre', name: 'Call center', isOn: false }]),
    })
    await setSwitch(null, 'autopay', null)
    const put = await kenji.api.readUtilityEntitlements()
    expect(put.version).toBe(after.version + 1)
    expect(put.versions[0]?.differences).toEqual([
      { field: 'entitlement autopay', before: true, after: null },
    ])
    await changeGroup('call-centre', () => ({ entitlements: {} }))
  })
})

test('staff without the permissions see nothing and change nothing; customers and strangers neither', async () => {
  const ines = await app.asCsr('ines.ferreira')
  const missing = { status: 403, body: { reason: 'permission-missing' } }
  const body = { state: { isActive: true, groups: [] }, restores: null, version: 1 }
  for (const work of [
    () => ines.api.listStaff(),
    () => ines.api.readCsr({ params: { memberId: 'ines.ferreira' } }),
    () => ines.api.listCsrGroups(),
    () => ines.api.previewCsrChange({ params: { memberId: 'ines.ferreira' }, body }),
    () => ines.api.changeCsr({ params: { memberId: 'ines.ferreira' }, body: { ...body, reason } }),
  ])
    await expect(work()).rejects.toMatchObject(missing)
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.listStaff()).rejects.toMatchObject({ status: 403 })
})
