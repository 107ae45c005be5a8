import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sql } from '#database/sql.ts'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import { decide } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { addMember, removeMember, setMembers, setStaffActive } from './members.fixture.ts'

let app: TestApp
let grant: Grant<'staff:change'>
beforeAll(async () => {
  app = await createTestApp()
  const permissions = new Set(['staff:change'] as const)
  const kenji = {
    kind: 'csr',
    csrId: 'kenji.sato',
    displayName: 'Kenji',
    deskSessionId: 1,
    permissions,
    ip: '192.0.2.1',
  } as const
  const decision = decide(kenji, 'staff:change', { memberId: 'tom.becker' })
  if (!decision.allow) throw new Error(decision.reason)
  grant = decision.grant
})
afterAll(() => app.close())

const inside = <T>(work: (sql: Sql) => Promise<T>) => app.database.desk.begin((sql) => work(sql))
const byHand = { source: 'hand', change: 'members' } as const
const byScim = { source: 'scim', change: 'members' } as const
const groupsOf = async (csrId: string) => {
  const rows = await app.owner`SELECT csr_group, source FROM group_memberships
    WHERE csr_id = ${csrId} AND effective_from <= current_instant() AND effective_to > current_instant() ORDER BY 1, 2`
  return rows.map((row) => `${row.csrGroup} ${row.source}`)
}
const always = (csrGroup: string) => ({ csrGroup, from: null, to: null })

test('adds members to a group and removes them, with a version of each change before and after', async () => {
  const added = await inside((sql) =>
    addMember(sql, grant, {
      csrId: 'tom.becker',
      membership: always('call-centre'),
      ...byHand,
      reason: 'Trained',
    }),
  )
  expect(added).toMatchObject({ version: 2, endedSessions: 0, endedMasquerades: 0 })
  expect(await groupsOf('tom.becker')).toEqual(['call-centre hand', 'call-centre-trainee hand'])
  await inside((sql) => removeMember(sql, grant, { csrId: 'tom.becker', csrGroup: 'call-centre', ...byHand }))
  expect(await groupsOf('tom.becker')).toEqual(['call-centre-trainee hand'])
  const versions = await app.owner`SELECT version, change, source, before, after, reason, changed_by_csr_id
    FROM staff_versions WHERE subject = 'tom.becker' ORDER BY version`
  expect(versions).toMatchObject([
    {
      version: 2,
      reason: 'Trained',
      changedByCsrId: 'kenji.sato',
      before: { isActive: true, groups: [{ csrGroup: 'call-centre-trainee' }] },
      after: { groups: [{ csrGroup: 'call-centre', source: 'hand' }, { csrGroup: 'call-centre-trainee' }] },
    },
    { version: 3, after: { groups: [{ csrGroup: 'call-centre-trainee', from: null, to: null }] } },
  ])
})

test('each source changes its own memberships only', async () => {
  await app.owner`INSERT INTO group_memberships (csr_group, csr_id, source) VALUES ('supervisors', 'tom.becker', 'claim')`
  await inside((sql) =>
    setMembers(sql, grant, { csrId: 'tom.becker', groups: [always('call-centre')], ...byHand }),
  )
  expect(await groupsOf('tom.becker')).toEqual(['call-centre hand', 'supervisors claim'])
  await app.owner`DELETE FROM group_memberships WHERE source = 'claim'`
  await inside((sql) =>
    setMembers(sql, grant, { csrId: 'tom.becker', groups: [always('call-centre-trainee')], ...byHand }),
  )
})

test('the same groups again change nothing and keep no version', async () => {
  const before = await app.owner`SELECT count(*) FROM staff_versions`
  const again = () =>
    inside((sql) =>
      setMembers(sql, grant, { csrId: 'tom.becker', groups: [always('call-centre-trainee')], ...byHand }),
    )
  expect((await again()).version).toBe((await again()).version)
  expect(await app.owner`SELECT count(*) FROM staff_versions`).toEqual(before)
})

test('a membership counts from its date until its date, to the instant', async () => {
  await app.stopClock()
  const [{ at }] = (await app.owner`SELECT current_instant() AS at`) as unknown as [{ at: Date }]
  const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000).toISOString()
  const membership = { csrGroup: 'supervisors', from: later(1), to: later(3) }
  await inside((sql) => addMember(sql, grant, { csrId: 'tom.becker', membership, ...byHand }))
  const reviews = async () => {
    const [row] = await app.owner`SELECT 'masquerade:review' = ANY (permissions_of('tom.becker')) AS may`
    return row?.may
  }
  expect(await reviews()).toBe(false)
  await app.advanceClock('1 hour')
  expect(await reviews()).toBe(true)
  await app.advanceClock('1 hour 59 minutes 59.999 seconds')
  expect(await reviews()).toBe(true)
  await app.advanceClock('1 millisecond')
  expect(await reviews()).toBe(false)
  await app.owner`UPDATE test_clock SET stopped_at = NULL, offset_by = '0'`
})

test('signs a CSR out with the commit that removes the last group or deactivates them: session and masquerades end', async () => {
  const params = { webUserId: town.olga, accountId: town.otherAccount, purposeReference: 'call' }
  for (const leave of [
    (sql: Sql) => setMembers(sql, grant, { csrId: 'amara.okafor', groups: [], ...byHand }),
    (sql: Sql) => setStaffActive(sql, grant, { csrId: 'amara.okafor', isActive: false, ...byHand }),
  ]) {
    const amara = await app.asCsr('amara.okafor')
    const { view } = await masqueradeAs(app, 'amara.okafor', params)
    const effect = await inside(leave)
    expect(effect).toMatchObject({ endedMasquerades: 1 })
    expect(effect.endedSessions).toBeGreaterThanOrEqual(1)
    await expect(amara.api.readDesk()).rejects.toMatchObject({ status: 401 })
    await expect(view.api.readPortalContext()).rejects.toMatchObject({ status: 401 })
    await app.owner`UPDATE csr_users SET is_active = true WHERE csr_id = 'amara.okafor'`
    await inside((sql) =>
      setMembers(sql, grant, { csrId: 'amara.okafor', groups: [always('call-centre')], ...byHand }),
    )
  }
  const lines = await app.owner`SELECT csr_id, reason FROM record_entries WHERE event = 'ended'`
  expect(lines).toEqual(Array(2).fill({ csrId: 'kenji.sato', reason: 'permission-lost' }))
})

test('the last security officer stays, by whatever change; a gap later counts as one now', async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString()
  const kenji = { csrId: 'kenji.sato' } as const
  const attempts = [
    (sql: Sql) => removeMember(sql, grant, { ...kenji, csrGroup: 'security-officer', ...byHand }),
    (sql: Sql) => setMembers(sql, grant, { ...kenji, groups: [], ...byHand }),
    (sql: Sql) => setStaffActive(sql, grant, { ...kenji, isActive: false, ...byHand }),
    (sql: Sql) =>
      addMember(sql, grant, {
        ...kenji,
        membership: { csrGroup: 'security-officer', from: null, to: soon },
        ...byHand,
      }),
    (sql: Sql) =>
      addMember(sql, grant, {
        ...kenji,
        membership: { csrGroup: 'security-officer', from: soon, to: null },
        ...byHand,
      }),
  ]
  for (const attempt of attempts)
    await expect(inside(attempt), attempt.toString()).rejects.toMatchObject({
      reason: 'last-security-officer',
    })
  expect(await groupsOf('kenji.sato')).toEqual(['security-officer hand'])
})

test('of two officers who leave at the same time, one stays', async () => {
  await inside((sql) =>
    addMember(sql, grant, { csrId: 'ines.ferreira', membership: always('security-officer'), ...byHand }),
  )
  const leave = (csrId: string) =>
    inside((sql) => removeMember(sql, grant, { csrId, csrGroup: 'security-officer', ...byHand }))
  const both = await Promise.allSettled([leave('kenji.sato'), leave('ines.ferreira')])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [officers] = await app.owner`SELECT count(*)::int AS many FROM csr_users
    WHERE 'staff:change' = ANY (permissions_of(csr_id)) AND 'csr-group:change' = ANY (permissions_of(csr_id))`
  expect(officers?.many).toBe(1)
  // Where there is a gap already, a change that does not widen it is taken: it may be the way out.
  await inside((sql) =>
    setMembers(sql, grant, { csrId: 'kenji.sato', groups: [always('security-officer')], ...byScim }),
  )
})

test('refuses an unknown group by its field, a deleted one too, and an unknown CSR', async () => {
  await app.owner`INSERT INTO csr_groups (csr_group, name, deleted_at) VALUES ('gone', 'Gone', now())`
  for (const csrGroup of ['nobody', 'gone'])
    await expect(
      inside((sql) =>
        addMember(sql, grant, { csrId: 'tom.becker', membership: always(csrGroup), ...byHand }),
      ),
    ).rejects.toMatchObject({ body: { fields: [{ field: 'csrGroup', reason: 'unknown' }] } })
  await expect(
    inside((sql) => setMembers(sql, grant, { csrId: 'nobody', groups: [], ...byScim })),
  ).rejects.toMatchObject({ reason: 'not-found' })
})
