import { entitlements } from '@porchlight/contract/entitlements.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { Sql } from '#database/sql.ts'
import type { Context } from '#pipeline/handler.ts'
import { Refusal, refuseField, refuseStale } from '#policy/refusal.ts'
import { recordAttribution } from '#record/record.ts'
import { nameGroups, withGroupNames } from './names.ts'
import {
  addStaffProposal,
  changeStaff,
  type DeskStaffChanger,
  fourEyes,
  lockStaff,
  masqueradesNamed,
  previewStaffChange,
  staffNames,
  staffState,
  staffVersionState,
} from './queries.ts'
import { refusingLastOfficer } from './refuse-last-officer.ts'
import { affectedBy, type RightsRow } from './rights.ts'
import { changeName, differencesOf, type StaffSubject, type State } from './states.ts'
import { type TypedState, wantedState } from './wanted-state.ts'

/** A change as a form sends it: a new state, or the number of the version that is restored. */
export type AskedChange = StaffSubject & {
  state: TypedState | null
  restores: number | null
  version: number
}

/** What the database says of a change. `rights...`: the rows of everyone concerned. */
type Effect = {
  version: number
  before: State | null
  after: State
  endedSessions: number
  endedMasquerades: string[]
  rightsBefore: RightsRow[]
  rightsAfter: RightsRow[]
}

type Changing = Pick<Context<DeskStaffChanger>, 'sql' | 'grant' | 'installation'>

const lastOfficer: Reason = 'last-security-officer'
const shipped = Object.fromEntries(Object.entries(entitlements).map(([name, one]) => [name, one.default]))

/** Returns the parts of a state that differ from another's, by name. */
const fieldsOf = (state: State | null, other: State | null) =>
  Object.fromEntries(differencesOf(other, state).map(({ field, after }) => [field, after]))

/** Reads what is there now with everything about staff locked, and what it is to become. Refuses a stale version. */
async function prepare({ sql, installation }: Changing, asked: AskedChange) {
  const { kind, subject, restores } = asked
  await lockStaff(sql, {})
  const row = await staffState.one(sql, { kind, subject })
  const current = row.state as State | null
  const version = row.version ?? 0
  if (!current && (kind === 'csr' || asked.version > 0)) throw new Refusal('not-found')
  const wanted = withOtherSources(await wantedOf(sql, installation.timeZone, asked, current), current)
  if (asked.version !== version) {
    const shownState = await staffVersionState.first(sql, { kind, subject, version: asked.version })
    const refusal = refuseStale(
      fieldsOf(wanted, current),
      Object.fromEntries(differencesOf(wanted, current).map(({ field, after }) => [field, after])),
      version,
      shownState && fieldsOf(shownState.state as State, current),
    )
    throw await withGroupNames(sql, refusal)
  }
  if (differencesOf(current, wanted).length === 0) throw refuseField('state', 'unchanged')
  if (wanted.hasFourEyes && !current?.hasFourEyes && (await fourEyes.one(sql, {})).deciders < 2)
    throw refuseField('hasFourEyes', 'needs-two-officers')
  return { current, wanted, version, change: changeName(kind, current, wanted, restores) }
}

/** Adds the groups that the identity provider gave: the desk changes only those given by hand. */
const withOtherSources = (wanted: State, current: State | null): State =>
  wanted.groups
    ? {
        ...wanted,
        groups: [
          ...wanted.groups.filter(({ source }) => source === 'hand'),
          ...(current?.groups ?? []).filter(({ source }) => source !== 'hand'),
        ],
      }
    : wanted

async function wantedOf(
  sql: Sql,
  timeZone: string,
  asked: AskedChange,
  current: State | null,
): Promise<State> {
  const { kind, subject, state, restores } = asked
  if ((state === null) === (restores === null)) throw refuseField('state', 'required')
  if (state) return wantedState(sql, timeZone, state, current)
  const earlier = await staffVersionState.first(sql, { kind, subject, version: restores })
  if (!earlier) throw refuseField('restores', 'unknown')
  return earlier.state as State
}

/** Names everyone whom a change affects, and the masquerades that end. */
async function describe(sql: Sql, effect: Effect) {
  const affected = affectedBy(effect.rightsBefore, effect.rightsAfter)
  const [names, ended] = await Promise.all([
    staffNames(sql, { csrIds: affected.map(({ csrId }) => csrId) }),
    masqueradesNamed(sql, { masqueradeIds: effect.endedMasquerades }),
  ])
  const nameOf = new Map(names.map(({ csrId, name }) => [csrId, name]))
  return {
    affected: affected.map((one) => ({ ...one, name: nameOf.get(one.csrId) ?? one.csrId })),
    endedSessions: effect.endedSessions,
    endedMasquerades: ended.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() })),
  }
}

/** Returns whether a change gives a CSR anything, now or later, whatever it is about. */
const givesOwnRights = ({ rightsBefore, rightsAfter }: Effect, csrId: string) =>
  affectedBy(rightsBefore, rightsAfter).some(
    (one) => one.csrId === csrId && one.periods.some(({ gains }) => gains.length > 0),
  )

const byWhom = ({ grant }: Changing, change: string, reason: string | null, proposedBy?: string) => ({
  source: 'hand',
  change,
  reason,
  csrId: proposedBy ?? grant.csrId,
  approvedBy: proposedBy === undefined ? null : grant.csrId,
  attribution: { csr_id: null, ...recordAttribution(grant.actor), details: { givenReason: reason ?? '' } },
})

/** Says what a change would do, without doing it. `answer`: whether it would be made. */
export async function previewChange(context: Changing, asked: AskedChange) {
  const { kind, subject } = asked
  const { current, ...prepared } = await prepare(context, asked)
  return previewPrepared(context, current, { kind, subject, ...prepared })
}

/** Says what a prepared change would do. `proposedBy`: the colleague who proposed it. */
export async function previewPrepared(
  context: Changing,
  current: State | null,
  { kind, subject, wanted, change, proposedBy }: Prepared,
) {
  const { sql, grant } = context
  const given = { kind, subject, state: wanted, by: byWhom(context, change, null, proposedBy), shipped }
  const row = await refusingLastOfficer(() => previewStaffChange.one(sql, grant, given))
  const effect = row.effect as Effect | { lastOfficer: string } | { unknownGroup: string } | null
  if (!effect) throw new Refusal('not-found')
  if ('unknownGroup' in effect) throw refuseField('groups', 'unknown')
  if ('lastOfficer' in effect) {
    const differences = (await nameGroups(sql))(differencesOf(current, wanted))
    return { affected: [], endedSessions: 0, endedMasquerades: [], answer: lastOfficer, differences }
  }
  return {
    ...(await describe(sql, effect)),
    answer: gainsSomething(effect, grant.csrId, proposedBy) ? ('own-rights' as const) : ('ok' as const),
    differences: (await nameGroups(sql))(differencesOf(effect.before, effect.after)),
  }
}

/** Returns whether a change gives anything to the CSR who makes it, or to the one who proposed it. */
const gainsSomething = (effect: Effect, csrId: string, proposedBy?: string) =>
  givesOwnRights(effect, csrId) || (proposedBy !== undefined && givesOwnRights(effect, proposedBy))

/** What is to be put where, and what that is called. */
export type Prepared = StaffSubject & { wanted: State; change: string; proposedBy?: string }

/**
 * Puts a subject to a state and keeps the version. Refuses a change that gives its maker anything, and one that leaves no
 * security officer. Adds no line to the record.
 */
export async function applyChange(
  context: Changing,
  { kind, subject, wanted, change, proposedBy }: Prepared,
  reason: string,
): Promise<Effect> {
  const { sql, grant } = context
  const given = { kind, subject, state: wanted, by: byWhom(context, change, reason, proposedBy), shipped }
  const row = await refusingLastOfficer(() => changeStaff.one(sql, grant, given))
  const effect = row.effect as Effect | { unknownGroup: string } | null
  if (!effect) throw new Refusal('not-found')
  if ('unknownGroup' in effect) throw refuseField('groups', 'unknown')
  if (gainsSomething(effect, grant.csrId, proposedBy)) throw new Refusal('own-rights')
  return effect
}

type Noting = Changing & Pick<Context<DeskStaffChanger>, 'note'>

/** Adds the line of a change to the record, with each part that differs, before and after. */
export function noteChange(
  { note }: Noting,
  { kind, subject }: StaffSubject,
  [before, after]: readonly [State | null, State],
  details: Record<string, string | number | null>,
) {
  const differences = differencesOf(before, after)
  const told = (side: 'before' | 'after') =>
    JSON.stringify(Object.fromEntries(differences.map((one) => [one.field, one[side]])))
  note({
    event: 'changed',
    details: {
      ...(kind === 'csr' && { aboutCsrId: subject }),
      ...(kind === 'group' && { csrGroup: subject }),
      before: told('before'),
      after: told('after'),
      ...details,
    },
  })
}

/** Returns whether a change only deactivates a CSR: that never waits for a second person. */
const isUrgent = (current: State | null, wanted: State) =>
  wanted.isActive === false && differencesOf(current, wanted).every(({ field }) => field === 'active')

/**
 * Makes a change, with its version and its line in the record; where the utility has four eyes, keeps it as a proposal that a
 * colleague decides on. Refuses a stale version with 409 and the difference.
 */
export async function makeChange(
  context: Noting,
  asked: AskedChange,
  reason: string,
): Promise<{ version: number; proposalId: number | null }> {
  const { kind, subject, restores } = asked
  const { current, wanted, version, change } = await prepare(context, asked)
  const about = { kind, subject }
  const told = { change, ...(restores !== null && { restoredVersion: restores }), givenReason: reason }
  const { hasFourEyes } = await fourEyes.one(context.sql, {})
  if (hasFourEyes && !isUrgent(current, wanted)) {
    const { answer: verdict } = await previewPrepared(context, current, { ...about, wanted, change })
    if (verdict !== 'ok') throw new Refusal(verdict)
    const proposal = { ...about, change, version, current, wanted, reason }
    const added = await addStaffProposal.first(context.sql, context.grant, proposal)
    if (!added) throw new Refusal('already-proposed')
    const { proposalId } = added
    noteChange(context, about, [current, wanted], { ...told, proposalId, move: 'propose' })
    return { version, proposalId }
  }
  const effect = await applyChange(context, { ...about, wanted, change }, reason)
  noteChange(context, about, [effect.before, effect.after], {
    ...told,
    version: effect.version,
    endedMasquerades: effect.endedMasquerades.length,
  })
  return { version: effect.version, proposalId: null }
}
