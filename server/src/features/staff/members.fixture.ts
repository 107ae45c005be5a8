import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { recordAttribution } from '#record/record.ts'
import { lockStaff, type StaffChanger, staffState } from './queries.ts'
import { refusingLastOfficer } from './refuse-last-officer.ts'
import type { MemberSource } from './states.ts'

/** A membership; instants are ISO 8601. `from` null: since before anyone noted it, or from now. `to` null: without an end. */
export type Membership = { csrGroup: string; from: string | null; to: string | null }

type CsrState = { isActive: boolean; groups: (Membership & { source: MemberSource })[] }

/** What a change of one CSR did. The change is in force when the transaction commits. */
export type MemberEffect = {
  version: number
  before: CsrState
  after: CsrState
  endedSessions: number
  endedMasquerades: number
}

/** Where a change comes from, and why. `change` names it in the list of versions; the reason is in a person's words. */
type Origin = { source: MemberSource; change: string; reason?: string | undefined }

/** Runs the database's function behind every change of a CSR (`change_csr`), as the desk, the provider and the commands do. */
async function change(
  sql: Sql,
  grant: Grant<StaffChanger>,
  changedCsrId: string,
  to: { isActive?: boolean; groups?: readonly Membership[] },
  { source, change: name, reason }: Origin,
): Promise<MemberEffect> {
  const { actor } = grant
  const by = {
    source,
    change: name,
    reason,
    csrId: source === 'hand' && actor.kind === 'csr' ? actor.csrId : null,
    attribution: { csr_id: null, ...recordAttribution(actor) },
  }
  const [row] = await refusingLastOfficer(
    () => sql`SELECT change_csr(${changedCsrId}, ${to.isActive ?? null}::boolean,
      ${to.groups ? JSON.stringify(to.groups) : null}::text::jsonb, ${JSON.stringify(by)}::text::jsonb) AS effect`,
  )
  const effect = row?.effect ?? null
  if (effect === null) throw new Refusal('not-found')
  const changed = effect as
    | (Omit<MemberEffect, 'endedMasquerades'> & { endedMasquerades: string[] })
    | { unknownGroup: string }
  if ('unknownGroup' in changed) throw refuseField('csrGroup', 'unknown')
  return { ...changed, endedMasquerades: changed.endedMasquerades.length }
}

/**
 * Puts a CSR's groups of one source to exactly these: what is not among them ends now, what runs already keeps its beginning.
 * Sessions and masquerades that lose their ground end. Adds no line to the record: the caller's request does. Refuses with
 * `last-security-officer` (409) where nobody would be left who can change staff and groups, and with the field `csrGroup` for a
 * group that is unknown or deleted.
 */
export const setMembers = (
  sql: Sql,
  grant: Grant<StaffChanger>,
  { csrId, groups, ...origin }: { csrId: string; groups: readonly Membership[] } & Origin,
): Promise<MemberEffect> => change(sql, grant, csrId, { groups }, origin)

/** Locks everything about staff, and returns the memberships of one source that run or will. */
async function membershipsOf(sql: Sql, csrId: string, source: MemberSource): Promise<Membership[]> {
  await lockStaff(sql, {})
  const { state } = await staffState.one(sql, { kind: 'csr', subject: csrId })
  if (state === null) throw new Refusal('not-found')
  return (state as CsrState).groups
    .filter((membership) => membership.source === source)
    .map(({ csrGroup, from, to }) => ({ csrGroup, from, to }))
}

/** Adds a CSR to one group, or gives the membership other dates. As `setMembers` otherwise. */
export async function addMember(
  sql: Sql,
  grant: Grant<StaffChanger>,
  { csrId, membership, ...origin }: { csrId: string; membership: Membership } & Origin,
): Promise<MemberEffect> {
  const others = (await membershipsOf(sql, csrId, origin.source)).filter(
    ({ csrGroup }) => csrGroup !== membership.csrGroup,
  )
  return change(sql, grant, csrId, { groups: [...others, membership] }, origin)
}

/** Takes a CSR from one group, as far as this source put the CSR there. As `setMembers` otherwise. */
export async function removeMember(
  sql: Sql,
  grant: Grant<StaffChanger>,
  { csrId, csrGroup: left, ...origin }: { csrId: string; csrGroup: string } & Origin,
): Promise<MemberEffect> {
  const groups = (await membershipsOf(sql, csrId, origin.source)).filter(({ csrGroup }) => csrGroup !== left)
  return change(sql, grant, csrId, { groups }, origin)
}

/**
 * Activates a CSR, or deactivates: then desk sessions and masquerades end with the commit of this transaction. Refuses with
 * `last-security-officer` as `setMembers` does.
 */
export const setStaffActive = (
  sql: Sql,
  grant: Grant<StaffChanger>,
  { csrId, isActive, ...origin }: { csrId: string; isActive: boolean } & Origin,
): Promise<MemberEffect> => change(sql, grant, csrId, { isActive }, origin)
