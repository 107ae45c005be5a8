import { z } from 'zod'
import { callerGrades } from './caller-grades.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { type Reason, reasons } from './reasons.ts'
import { CsrId } from './staff-shapes.ts'
import { AccountId, Id, Instant } from './values.ts'

const reasonNames = Object.keys(reasons) as Reason[]
/** `depends`: no rule decides before it is known which task, to-do or masquerade the request is about. */
const Outcome = z.enum(['ok', 'depends', ...reasonNames])

const Checked = z.object({
  endpoint: z.string(),
  /** The name of the feature that declares it. */
  feature: z.string(),
  action: z.string(),
  method: z.string(),
  path: z.string(),
  /** At the desk; null if it is not an endpoint of the desk. */
  desk: Outcome.nullable(),
  /** In a read-only and in an acting masquerade; null if it is not an endpoint of the portal. */
  read: Outcome.nullable(),
  act: Outcome.nullable(),
  /** The permissions that the policy requires. */
  permissions: z.array(z.string()),
  /** The switch that decides in a masquerade, besides the permissions. */
  entitlement: z.string().nullable(),
  /** How the caller must have been verified for the entitlement. */
  requiredGrade: z.enum(callerGrades),
  /** What else the request names, such as a task. Its state can change the decision. */
  dependsOn: z.array(z.string()),
})

const endpoints = {
  /**
   * What a CSR could do for a web user on an account, endpoint by endpoint, and why not: by the same policy that decides on
   * requests. Nothing is run. The check is recorded, and opens the customer.
   */
  checkRights: endpoint({
    method: 'POST',
    path: '/api/desk/staff/:memberId/rights',
    action: 'csr-rights:check',
    masquerade: 'never',
    task: null,
    reads: true,
    inTurns: true,
    opens: 'web-user',
    params: z.strictObject({ memberId: CsrId }),
    body: z.strictObject({
      accountId: AccountId,
      webUserId: Id,
      /** How the caller is taken to be verified, and whether the CSR is taken to have confirmed the second factor. */
      callerGrade: z.enum(callerGrades),
      isSteppedUp: z.boolean(),
    }),
    response: z.object({
      csr: z.object({ csrId: z.string(), name: z.string(), isActive: z.boolean() }),
      webUser: z.object({ webUserId: Id, userName: z.string() }),
      accountId: AccountId,
      /** The web user's role on the account; null: not linked. */
      link: z.object({ role: z.string(), rights: z.array(z.string()), isHolder: z.boolean() }).nullable(),
      /** Whether the CSR could start a masquerade; otherwise nothing is possible in one. */
      start: Outcome,
      checked: z.array(Checked),
      /** The groups that give the required permissions, with their periods. */
      permissions: z.array(
        z.object({
          permission: z.string(),
          csrGroup: z.string(),
          name: z.string(),
          from: Instant.nullable(),
          to: Instant.nullable(),
          isNow: z.boolean(),
        }),
      ),
      entitlements: z.array(
        z.object({
          entitlement: z.string(),
          class: z.string(),
          shipped: z.boolean(),
          /** Null: as shipped. */
          ofUtility: z.boolean().nullable(),
          groups: z.array(z.object({ csrGroup: z.string(), name: z.string(), isOn: z.boolean() })),
        }),
      ),
    }),
  }),
}

export const rightsCheck = feature({ actions: { 'csr-rights:check': 'never' }, endpoints })
