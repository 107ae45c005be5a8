import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { inGroup, reason, refusalOf, restoreStaff, staffActions, without } from './staff.fixture.ts'

let app: TestApp
let kenji: Browser
const { changeGroup, give, may, versionOf } = staffActions(
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

describe('a security officer stays', () => {
  const last = { reason: 'last-security-officer' }
  test.each<[string, () => Promise<unknown>]>([
    ['leaves the group', () => give('kenji.sato', [])],
    ['leaves it later', () => give('kenji.sato', [inGroup('security-officer', null, '2090-01-01')])],
    ['is deactivated', () => give('kenji.sato', [inGroup('security-officer')], { isActive: false })],
    ['loses a permission that makes one', () => changeGroup('security-officer', without('staff:change'))],
    ['loses the other', () => changeGroup('security-officer', without('csr-group:change'))],
    [
      'has it until a day',
      () =>
        changeGroup('security-officer', ({ permissions }) => ({
          permissions: permissions.map((one) =>
            one.permission === 'staff:change' ? { ...one, to: '2090-01-01' } : one,
          ),
        })),
    ],
    ['is in a group that is deleted', () => changeGroup('security-officer', () => ({ isDeleted: true }))],
  ])('when the last one %s', async (_, work) => {
    expect(await refusalOf(work())).toMatchObject(last)
    expect(await may('kenji.sato', 'staff:change')).toBe(true)
    expect(await may('kenji.sato', 'csr-group:change')).toBe(true)
  })

  test('when an earlier version without one is restored; the preview says so too', async () => {
    await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('security-officer', 'ines.ferreira')`
    const { version } = await give(
      'kenji.sato',
      [inGroup('call-centre-trainee'), inGroup('security-officer')],
      {
        by: await app.asCsr('ines.ferreira'),
      },
    )
    const gone = await give('kenji.sato', [], { by: await app.asCsr('ines.ferreira') })
    await give('kenji.sato', [inGroup('security-officer')], { by: await app.asCsr('ines.ferreira') })
    await app.owner`DELETE FROM group_memberships WHERE csr_id = 'ines.ferreira' AND csr_group = 'security-officer'`
    kenji = await app.asCsr('kenji.sato')
    const body = { state: null, restores: gone.version, version: version + 2 }
    expect((await kenji.api.previewCsrChange({ params: { memberId: 'kenji.sato' }, body })).answer).toBe(
      'last-security-officer',
    )
    expect(
      await refusalOf(kenji.api.changeCsr({ params: { memberId: 'kenji.sato' }, body: { ...body, reason } })),
    ).toMatchObject(last)
  })

  test('when two of two leave at the same time, by different ways', async () => {
    await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('security-officer', 'ines.ferreira')`
    const ines = await app.asCsr('ines.ferreira')
    const both = await Promise.all([
      refusalOf(give('kenji.sato', [], { by: ines })),
      refusalOf(give('ines.ferreira', [inGroup('supervisors')], { isActive: false })),
    ])
    expect(both.filter((one) => one === 'ok')).toHaveLength(1)
    const [row] = await app.owner`SELECT isempty(officer_gaps()) AS ok`
    expect(row?.ok).toBe(true)
  })
})

describe('nobody gives themselves anything', () => {
  const own = { reason: 'own-rights' }
  test.each<[string, () => Promise<unknown>]>([
    ['a group', () => give('kenji.sato', [inGroup('security-officer'), inGroup('call-centre')])],
    [
      'a group from a later day',
      () => give('kenji.sato', [inGroup('security-officer'), inGroup('supervisors', '2090-01-01')]),
    ],
    [
      'a permission by a group of theirs',
      () =>
        changeGroup('security-officer', ({ permissions }) => ({
          permissions: [...permissions, { permission: 'masquerade:start', from: null, to: null }],
        })),
    ],
    [
      'a to-do role',
      () => changeGroup('security-officer', ({ toDoRoles }) => ({ toDoRoles: [...toDoRoles, 'payments'] })),
    ],
    [
      'a sign-in without the second factor',
      () => changeGroup('security-officer', () => ({ requiresSecondFactor: false })),
    ],
  ])('%s', async (_, work) => {
    expect(await refusalOf(work())).toMatchObject(own)
  })

  test('an entitlement, where they may act in a masquerade: of a group or of the utility', async () => {
    await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('call-centre', 'kenji.sato')`
    const { version } = await kenji.api.readUtilityEntitlements()
    const state = { entitlements: { autopay: true }, hasFourEyes: false }
    const body = { state, restores: null, version }
    expect((await kenji.api.previewUtilityEntitlements({ body })).answer).toBe('own-rights')
    for (const work of [
      () => changeGroup('call-centre', () => ({ entitlements: state.entitlements })),
      () => kenji.api.changeUtilityEntitlements({ body: { ...body, reason } }),
    ])
      expect(await refusalOf(work()), work.toString()).toMatchObject(own)
  })

  test('refuses restoring an own earlier version with more rights, and allows giving a right up', async () => {
    await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('call-centre', 'kenji.sato')`
    const before = await versionOf('kenji.sato')
    const { version } = await give('kenji.sato', [inGroup('security-officer')])
    expect(version).toBe(before + 1)
    await give('kenji.sato', [inGroup('security-officer', null, null), inGroup('call-centre')]).catch(
      () => {},
    )
    const [row] =
      await app.owner`INSERT INTO staff_versions (subject_kind, subject, version, change, source, before, after,
        changed_by_csr_id, changed_at)
      SELECT 'csr', subject, version - 1, 'changed', 'hand', before, before, 'ines.ferreira', now() FROM staff_versions
      WHERE subject = 'kenji.sato' AND version = ${version} ON CONFLICT (subject_kind, subject, version) DO UPDATE SET after = excluded.after
      RETURNING version`
    const body = { state: null, restores: Number(row?.version), version, reason }
    expect(await refusalOf(kenji.api.changeCsr({ params: { memberId: 'kenji.sato' }, body }))).toMatchObject(
      own,
    )
  })
})
