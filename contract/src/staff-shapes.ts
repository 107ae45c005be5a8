import { z } from 'zod'
import { type Reason, reasons } from './reasons.ts'
import { CalendarDate, Id, Instant, MasqueradeId, may, text, Version, VersionOrNone } from './values.ts'

export const CsrId = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,60}$/)
export const CsrGroupKey = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
const Name = z.string().regex(/^[a-z][a-z0-9:.-]{0,79}$/)

/** First and last day in the utility's time zone. `from` null: from now, or since before. `to` null: no end. */
export const Days = { from: CalendarDate.nullable(), to: CalendarDate.nullable() }

const Memberships = z.array(z.strictObject({ csrGroup: CsrGroupKey, ...Days })).max(50)
/** A CSR as the desk changes one: the groups are those given by hand. */
export const CsrState = z.strictObject({ isActive: z.boolean(), groups: Memberships })
/** An entitlement that is not named is as the utility has it; the utility's own as it was shipped. */
const Switches = z.record(Name, z.boolean())
/** A group's override can have days. Outside them the group has the entitlement as the utility. */
const DatedSwitches = z.record(Name, z.union([z.boolean(), z.strictObject({ isOn: z.boolean(), ...Days })]))
export const GroupState = z.strictObject({
  name: text(60),
  requiresSecondFactor: z.boolean(),
  isDeleted: z.boolean(),
  permissions: z.array(z.strictObject({ permission: Name, ...Days })).max(200),
  toDoRoles: z.array(z.string().regex(/^[a-z][a-z-]{0,39}$/)).max(50),
  entitlements: DatedSwitches,
})
export const UtilityState = z.strictObject({
  entitlements: Switches,
  /** Changes of staff, groups and these switches need a second person. */
  hasFourEyes: z.boolean(),
})

export const source = z.enum(['hand', 'claim', 'scim'])
export const Period = z.object({ from: Instant.nullable(), to: Instant.nullable() })
/** What stood there: yes or no, a text, or the period of a membership, a permission or a switch. Null: nothing. */
const Value = z.union([z.boolean(), z.string(), Period.extend({ isOn: z.boolean() }), Period]).nullable()

/** One thing that a change changes: `permission masquerade:act`, `group supervisors scim`, `name` ... */
const Difference = z.object({
  field: z.string(),
  /** The name of the group whose key is in `field`. */
  groupName: z.string().optional(),
  before: Value,
  after: Value,
})

export const StaffVersion = z.object({
  version: z.number().int(),
  /** What was done, or why the version came about: `changed`, `restored`, `deactivated` ... */
  change: z.string(),
  /** `command`: by an administrator's command, which has no CSR. */
  source: z.enum([...source.options, 'command']),
  differences: z.array(Difference),
  reason: z.string().nullable(),
  changedBy: z.string().nullable(),
  changedByName: z.string().nullable(),
  approvedBy: z.string().nullable(),
  approvedByName: z.string().nullable(),
  changedAt: Instant,
})

const Right = z.object({
  kind: z.enum(['permission', 'to-do-role', 'entitlement', 'without-second-factor']),
  name: z.string(),
})
/** Whom a change affects. From `from` (null: at once) to `to` (null: no end). */
const Affected = z.object({
  csrId: z.string(),
  name: z.string(),
  periods: z.array(Period.extend({ gains: z.array(Right), loses: z.array(Right) })),
})
const Effect = z.object({
  affected: z.array(Affected),
  endedSessions: z.number().int(),
  /** The live masquerades that end at once. */
  endedMasquerades: z.array(
    z.object({ masqueradeId: MasqueradeId, csrName: z.string(), userName: z.string(), startedAt: Instant }),
  ),
})

export const Preview = Effect.extend({
  /** Whether the change would be made, or the reason why not. */
  answer: z.enum(['ok', ...(Object.keys(reasons) as Reason[])]),
  differences: z.array(Difference),
})

/** What changes: a new state, or the one of an earlier version, which is restored. */
export const change = <S extends z.ZodType>(state: S) => ({
  state: state.nullable(),
  restores: Version.nullable(),
  /** The version that was shown; 0: there is none yet. */
  version: VersionOrNone,
})
/** `proposalId`: the change waits for a second person; then `version` is the one that still counts. */
export const changed = z.object({ version: z.number().int(), proposalId: Id.nullable() })

export const Proposal = z.object({
  proposalId: Id,
  kind: z.enum(['csr', 'group', 'utility']),
  subject: z.string(),
  /** The name of the CSR or the group; empty for the utility. */
  subjectName: z.string(),
  change: z.string(),
  differences: z.array(Difference),
  reason: z.string(),
  proposedBy: z.string(),
  proposedByName: z.string(),
  proposedAt: Instant,
  standing: z.enum(['open', 'approved', 'declined', 'withdrawn']),
  decidedBy: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string().nullable(),
  may: may('staff-change:decide', 'staff-change:withdraw'),
})

export const CsrRow = z.object({
  csrId: z.string(),
  name: z.string(),
  email: z.string(),
  isActive: z.boolean(),
  version: z.number().int(),
  groups: z.array(
    z.object({
      csrGroup: z.string(),
      name: z.string(),
      source,
      from: Instant.nullable(),
      to: Instant.nullable(),
      /** The same as days of the utility, as a form has them. */
      fromDay: CalendarDate.nullable(),
      toDay: CalendarDate.nullable(),
      isNow: z.boolean(),
    }),
  ),
  lastSeenAt: Instant.nullable(),
  openSessions: z.number().int(),
  liveMasquerades: z.number().int(),
})
export const GroupChoice = z.object({ csrGroup: z.string(), name: z.string() })

export const GroupRow = GroupChoice.extend({
  version: z.number().int(),
  isDeleted: z.boolean(),
  requiresSecondFactor: z.boolean(),
  members: z.number().int(),
  permissions: z.number().int(),
})
