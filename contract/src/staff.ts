import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { type Reason, reasons } from './reasons.ts'
import { CalendarDate, Id, Instant, MasqueradeId, may, text, Version, VersionOrNone } from './values.ts'

export const CsrId = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,60}$/)
export const CsrGroupKey = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
const Name = z.string().regex(/^[a-z][a-z0-9:.-]{0,79}$/)

/** First and last day in the utility's time zone. `from` null: from now, or since before. `to` null: no end. */
const Days = { from: CalendarDate.nullable(), to: CalendarDate.nullable() }

const Memberships = z.array(z.strictObject({ csrGroup: CsrGroupKey, ...Days })).max(50)
/** A CSR as the desk changes one: the groups are those given by hand. */
const CsrState = z.strictObject({ isActive: z.boolean(), groups: Memberships })
/** An entitlement that is not named is as the utility has it; the utility's own as it was shipped. */
const Switches = z.record(Name, z.boolean())
const GroupState = z.strictObject({
  name: text(60),
  requiresSecondFactor: z.boolean(),
  isDeleted: z.boolean(),
  permissions: z.array(z.strictObject({ permission: Name, ...Days })).max(200),
  toDoRoles: z.array(z.string().regex(/^[a-z][a-z-]{0,39}$/)).max(50),
  entitlements: Switches,
})
const UtilityState = z.strictObject({
  entitlements: Switches,
  /** Changes of staff, groups and these switches need a second person. */
  hasFourEyes: z.boolean(),
})

const source = z.enum(['hand', 'claim', 'scim'])
const Period = z.object({ from: Instant.nullable(), to: Instant.nullable() })
/** What stood there: yes or no, a text, or the period of a membership or a permission. Null: nothing. */
const Value = z.union([z.boolean(), z.string(), Period]).nullable()

/** One thing that a change changes: `permission masquerade:act`, `group supervisors scim`, `name` ... */
const Difference = z.object({ field: z.string(), before: Value, after: Value })

const StaffVersion = z.object({
  version: z.number().int(),
  /** What was done, or why the version came about: `changed`, `restored`, `deactivated` ... */
  change: z.string(),
  /** `command`: by an administrator's command, which has no CSR. */
  source: z.enum([...source.options, 'command']),
  differences: z.array(Difference),
  reason: z.string().nullable(),
  changedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
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

const Preview = Effect.extend({
  /** Whether the change would be made, or the reason why not. */
  answer: z.enum(['ok', ...(Object.keys(reasons) as Reason[])]),
  differences: z.array(Difference),
})

/** What changes: a new state, or the one of an earlier version, which is restored. */
const change = <S extends z.ZodType>(state: S) => ({
  state: state.nullable(),
  restores: Version.nullable(),
  /** The version that was shown; 0: there is none yet. */
  version: VersionOrNone,
})
/** `proposalId`: the change waits for a second person; then `version` is the one that still counts. */
const changed = z.object({ version: z.number().int(), proposalId: Id.nullable() })

const Proposal = z.object({
  proposalId: Id,
  kind: z.enum(['csr', 'group', 'utility']),
  subject: z.string(),
  change: z.string(),
  differences: z.array(Difference),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: Instant,
  standing: z.enum(['open', 'approved', 'declined', 'withdrawn']),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string().nullable(),
  may: may('staff-change:decide', 'staff-change:withdraw'),
})

const CsrRow = z.object({
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
const GroupChoice = z.object({ csrGroup: z.string(), name: z.string() })

const GroupRow = GroupChoice.extend({
  version: z.number().int(),
  isDeleted: z.boolean(),
  requiresSecondFactor: z.boolean(),
  members: z.number().int(),
  permissions: z.number().int(),
})

/** `memberId`: whom the request is about. `csrId` is the CSR who makes it. */
const ofCsr = z.strictObject({ memberId: CsrId })
const ofGroup = z.strictObject({ csrGroup: CsrGroupKey })
const ofProposal = z.strictObject({ proposalId: Id })

const desk = { masquerade: 'never', task: null } as const
const asks = { method: 'POST', ...desk, reads: true } as const
const changes = { method: 'POST', ...desk } as const
const reads = { method: 'GET', masquerade: 'never' } as const
const reason = text(mostReason)

const endpoints = {
  listStaff: endpoint({
    ...reads,
    path: '/api/desk/staff',
    action: 'staff:view',
    response: z.object({ staff: z.array(CsrRow) }),
  }),
  readCsr: endpoint({
    ...reads,
    path: '/api/desk/staff/:memberId',
    action: 'staff:view',
    params: ofCsr,
    response: CsrRow.extend({
      /** The groups that a CSR can be given. */
      choices: z.array(GroupChoice),
      versions: z.array(StaffVersion),
      may: may('staff:change'),
    }),
  }),
  previewCsrChange: endpoint({
    ...asks,
    path: '/api/desk/staff/:memberId/preview',
    action: 'staff:change',
    params: ofCsr,
    body: z.strictObject(change(CsrState)),
    response: Preview,
  }),
  changeCsr: endpoint({
    ...changes,
    path: '/api/desk/staff/:memberId/change',
    action: 'staff:change',
    params: ofCsr,
    body: z.strictObject({ ...change(CsrState), reason }),
    response: changed,
  }),
  listCsrGroups: endpoint({
    ...reads,
    path: '/api/desk/csr-groups',
    action: 'staff:view',
    response: z.object({ groups: z.array(GroupRow), may: may('csr-group:change') }),
  }),
  readCsrGroup: endpoint({
    ...reads,
    path: '/api/desk/csr-groups/:csrGroup',
    action: 'staff:view',
    params: ofGroup,
    response: GroupRow.omit({ permissions: true, members: true }).extend({
      permissions: z.array(
        z.object({
          permission: z.string(),
          from: CalendarDate.nullable(),
          to: CalendarDate.nullable(),
          isHeld: z.boolean(),
        }),
      ),
      toDoRoles: z.array(z.object({ role: z.string(), isWorked: z.boolean() })),
      entitlements: z.array(
        z.object({
          entitlement: z.string(),
          class: z.string(),
          /** Null: as the utility has it. */
          isOn: z.boolean().nullable(),
          ofUtility: z.boolean(),
        }),
      ),
      members: z.array(z.object({ csrId: z.string(), name: z.string(), source, ...Period.shape })),
      versions: z.array(StaffVersion),
      may: may('csr-group:change'),
    }),
  }),
  previewCsrGroupChange: endpoint({
    ...asks,
    path: '/api/desk/csr-groups/:csrGroup/preview',
    action: 'csr-group:change',
    params: ofGroup,
    body: z.strictObject(change(GroupState)),
    response: Preview,
  }),
  /** Creates a group where there is none (version 0), changes it, or deletes it. */
  changeCsrGroup: endpoint({
    ...changes,
    path: '/api/desk/csr-groups/:csrGroup/change',
    action: 'csr-group:change',
    params: ofGroup,
    body: z.strictObject({ ...change(GroupState), reason }),
    response: changed,
  }),
  readUtilityEntitlements: endpoint({
    ...reads,
    path: '/api/desk/entitlements',
    action: 'staff:view',
    response: z.object({
      version: z.number().int(),
      hasFourEyes: z.boolean(),
      isMasqueradeEnabled: z.boolean(),
      /** The version of the setting that switches masquerades. */
      masqueradeSettingVersion: z.number().int(),
      liveMasquerades: z.number().int(),
      entitlements: z.array(
        z.object({
          entitlement: z.string(),
          class: z.string(),
          shipped: z.boolean(),
          /** Null: as shipped. */
          isOn: z.boolean().nullable(),
          /** The groups that have it other than the utility. */
          groups: z.array(GroupChoice.extend({ isOn: z.boolean() })),
        }),
      ),
      versions: z.array(StaffVersion),
      may: may('entitlements:change', 'settings:change'),
    }),
  }),
  previewUtilityEntitlements: endpoint({
    ...asks,
    path: '/api/desk/entitlements/preview',
    action: 'entitlements:change',
    body: z.strictObject(change(UtilityState)),
    response: Preview,
  }),
  changeUtilityEntitlements: endpoint({
    ...changes,
    path: '/api/desk/entitlements/change-all',
    action: 'entitlements:change',
    body: z.strictObject({ ...change(UtilityState), reason }),
    response: changed,
  }),
  /** Open proposals, and the newest ones that were decided. */
  listStaffProposals: endpoint({
    ...reads,
    path: '/api/desk/staff-proposals',
    action: 'staff:view',
    response: z.object({ hasFourEyes: z.boolean(), proposals: z.array(Proposal) }),
  }),
  previewStaffProposal: endpoint({
    ...asks,
    path: '/api/desk/staff-proposals/:proposalId/preview',
    action: 'staff-change:decide',
    params: ofProposal,
    response: Preview,
  }),
  /** Makes the change that a colleague proposed. Refused with 409 and the difference where its subject has changed since. */
  approveStaffProposal: endpoint({
    ...changes,
    path: '/api/desk/staff-proposals/:proposalId/approve',
    action: 'staff-change:decide',
    params: ofProposal,
    body: z.strictObject({ reason }),
    response: z.object({ version: z.number().int() }),
  }),
  declineStaffProposal: endpoint({
    ...changes,
    path: '/api/desk/staff-proposals/:proposalId/decline',
    action: 'staff-change:decide',
    params: ofProposal,
    body: z.strictObject({ reason }),
    response: z.object({}),
  }),
  withdrawStaffProposal: endpoint({
    ...changes,
    path: '/api/desk/staff-proposals/:proposalId/withdraw',
    action: 'staff-change:withdraw',
    params: ofProposal,
    body: z.strictObject({ reason }),
    response: z.object({}),
  }),
}

export const staff = feature({
  actions: { 'staff-change:withdraw': 'never' },
  permissions: [
    'staff:view',
    'staff:change',
    'csr-group:change',
    'entitlements:change',
    'staff-change:decide',
  ],
  endpoints,
})
