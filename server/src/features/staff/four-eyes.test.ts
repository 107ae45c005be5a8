import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { inGroup, reason, refusalOf, restoreStaff, staffActions } from './staff.fixture.ts'

let app: TestApp
let kenji: Browser
let ines: Browser
const { changeGroup, give, may, versionOf } = staffActions(
  () => app,
  () => kenji,
)
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
// Two officers, and four eyes.
beforeEach(async () => {
  await restoreStaff(app)
  await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('security-officer', 'ines.ferreira')`
  await app.owner`DELETE FROM staff_proposals`
  await app.owner`DELETE FROM setting_versions WHERE setting = 'staff.four-eyes'`
  kenji = await app.asCsr('kenji.sato')
  ines = await app.asCsr('ines.ferreira')
  await setFourEyes(true)
})

async function setFourEyes(hasFourEyes: boolean, by = kenji) {
  const { version } = await by.api.readUtilityEntitlements()
  return by.api.changeUtilityEntitlements({
    body: { state: { entitlements: {}, hasFourEyes }, restores: null, version, reason },
  })
}
const proposalOf = async ({ proposalId }: { proposalId: number | null }, by = ines) =>
  (await by.api.listStaffProposals()).proposals.find((one) => one.proposalId === proposalId)
const approve = (proposalId: number | null, by = ines) =>
  by.api.approveStaffProposal({ params: { proposalId: proposalId ?? 0 }, body: { reason: 'Seen' } })

test('a change waits until a colleague approves it; then it counts, under both names', async () => {
  const before = await versionOf('tom.becker')
  const proposed = await give('tom.becker', [inGroup('call-centre-trainee'), inGroup('supervisors')])
  expect(proposed).toMatchObject({ version: before, proposalId: expect.any(Number) })
  expect(await may('tom.becker', 'masquerade:review')).toBe(false)
  expect(await proposalOf(proposed)).toMatchObject({
    kind: 'csr',
    subject: 'tom.becker',
    proposedBy: 'kenji.sato',
    proposedByName: 'Kenji Sato',
    reason,
    standing: 'open',
    subjectName: 'Tom Becker',
    differences: [{ field: 'group supervisors hand', groupName: 'Supervisors', before: null }],
    may: { 'staff-change:decide': 'ok', 'staff-change:withdraw': 'not-found' },
  })
  const params = { proposalId: proposed.proposalId ?? 0 }
  expect((await ines.api.previewStaffProposal({ params })).affected).toMatchObject([{ csrId: 'tom.becker' }])
  expect(await approve(proposed.proposalId)).toEqual({ version: before + 1 })
  expect(await may('tom.becker', 'masquerade:review')).toBe(true)
  const { versions } = await kenji.api.readCsr({ params: { memberId: 'tom.becker' } })
  expect(versions[0]).toMatchObject({
    changedBy: 'kenji.sato',
    changedByName: 'Kenji Sato',
    approvedByName: 'Inês Ferreira',
    approvedBy: 'ines.ferreira',
    reason,
    differences: [{ field: 'group supervisors hand', groupName: 'Supervisors' }],
  })
  const lines = await app.owner`SELECT csr_id, action, details ->> 'move' AS move FROM record_entries
    WHERE (details ->> 'proposalId')::bigint = ${params.proposalId} ORDER BY record_entry_id`
  expect(lines).toEqual([
    { csrId: 'kenji.sato', action: 'staff:change', move: 'propose' },
    { csrId: 'ines.ferreira', action: 'staff-change:decide', move: 'approve' },
  ])
})

test('nobody approves their own proposal; of two who approve at once, one does', async () => {
  const { proposalId } = await give('tom.becker', [inGroup('call-centre')])
  expect(await refusalOf(approve(proposalId, kenji))).toMatchObject({ reason: 'own-request' })
  const declined = kenji.api.declineStaffProposal({
    params: { proposalId: proposalId ?? 0 },
    body: { reason },
  })
  expect(await refusalOf(declined)).toMatchObject({ reason: 'own-request' })
  const both = await Promise.all([refusalOf(approve(proposalId)), refusalOf(approve(proposalId))])
  expect(both.filter((one) => one === 'ok')).toHaveLength(1)
  expect(both.filter((one) => (one as { reason?: string }).reason === 'version-conflict')).toHaveLength(1)
})

test('a stale proposal is 409 and says what changed; a second one about the same waits', async () => {
  const { proposalId } = await give('tom.becker', [inGroup('call-centre')])
  expect(await refusalOf(give('tom.becker', [inGroup('supervisors')], { by: ines }))).toMatchObject({
    reason: 'already-proposed',
  })
  await app.owner`SELECT change_csr('tom.becker', NULL, '[{"csrGroup": "supervisors"}]',
    '{"source": "scim", "change": "changed", "attribution": {}}')`
  expect(await refusalOf(approve(proposalId))).toMatchObject({
    reason: 'version-conflict',
    difference: [{ field: 'group supervisors scim', groupName: 'Supervisors', yours: null }],
  })
  expect(await proposalOf({ proposalId })).toMatchObject({ standing: 'open' })
  const params = { proposalId: proposalId ?? 0 }
  const withdraw = (by: Browser) => by.api.withdrawStaffProposal({ params, body: { reason } })
  expect(await refusalOf(withdraw(ines))).toMatchObject({ reason: 'not-found' })
  await withdraw(kenji)
  expect(await proposalOf({ proposalId })).toMatchObject({ standing: 'withdrawn', decidedBy: 'kenji.sato' })
  expect(await refusalOf(approve(proposalId))).toMatchObject({ reason: 'version-conflict' })
})

test('neither who proposes nor who approves gains by it; the last officer stays', async () => {
  expect(
    await refusalOf(give('kenji.sato', [inGroup('security-officer'), inGroup('call-centre')])),
  ).toMatchObject({
    reason: 'own-rights',
  })
  const forInes = await give('ines.ferreira', [
    inGroup('supervisors'),
    inGroup('security-officer'),
    inGroup('call-centre-trainee'),
  ])
  // What Inês gets by it she has already, but for nothing: the trainees' group adds no right.
  expect(await refusalOf(approve(forInes.proposalId))).toBe('ok')
  await app.owner`DELETE FROM group_memberships WHERE csr_id = 'ines.ferreira' AND csr_group = 'supervisors'`
  const more = await give('ines.ferreira', [inGroup('security-officer'), inGroup('supervisors')])
  expect(await refusalOf(approve(more.proposalId))).toMatchObject({ reason: 'own-rights' })
})

test('deactivating never waits; activating does', async () => {
  const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'call' })
  const off = await give('amara.okafor', [inGroup('call-centre')], { isActive: false })
  expect(off.proposalId).toBeNull()
  await expect(view.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
  const on = await give('amara.okafor', [inGroup('call-centre')])
  expect(on.proposalId).not.toBeNull()
})

test('four eyes are not switched off by one', async () => {
  const { proposalId } = await setFourEyes(false)
  expect(proposalId).not.toBeNull()
  expect((await kenji.api.readUtilityEntitlements()).hasFourEyes).toBe(true)
  expect((await changeGroup('call-centre', () => ({ name: 'Days' }))).proposalId).not.toBeNull()
  await approve(proposalId)
  expect((await kenji.api.readUtilityEntitlements()).hasFourEyes).toBe(false)
})

test('four eyes need two who can approve', async () => {
  await approve((await setFourEyes(false)).proposalId)
  await app.owner`DELETE FROM group_memberships WHERE csr_id = 'ines.ferreira' AND csr_group = 'security-officer'`
  expect(await refusalOf(setFourEyes(true))).toMatchObject({
    fields: [{ field: 'hasFourEyes', reason: 'needs-two-officers' }],
  })
})

test('a proposal of a colleague who lost the permission is refused by name', async () => {
  const { proposalId } = await give('tom.becker', [inGroup('call-centre')])
  await app.owner`DELETE FROM group_memberships WHERE csr_id = 'kenji.sato'`
  expect(await refusalOf(approve(proposalId))).toMatchObject({ reason: 'proposer-lost-permission' })
})
