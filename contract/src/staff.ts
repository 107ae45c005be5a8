import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import {
  CsrGroupKey,
  CsrId,
  CsrRow,
  CsrState,
  change,
  changed,
  Days,
  GroupChoice,
  GroupRow,
  GroupState,
  Period,
  Preview,
  Proposal,
  StaffVersion,
  source,
  UtilityState,
} from './staff-shapes.ts'
import { CalendarDate, Id, may, text } from './values.ts'

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
          ...Days,
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
          groups: z.array(
            GroupChoice.extend({
              isOn: z.boolean(),
              /** Left out where the override has no dates. */
              period: Period.optional(),
            }),
          ),
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
