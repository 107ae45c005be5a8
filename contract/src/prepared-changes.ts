import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { AccountId, Id, Instant, may, optionalText, Version } from './values.ts'

/** Days after which a prepared change that the customer did not decide expires. */
export const daysToApprove = 14

/** What became of a prepared change. */
export const preparedStates = ['waiting', 'approved', 'declined', 'withdrawn', 'expired'] as const

/** How a value is shown: amounts are integer cents, countries ISO 3166-1 codes, switches `on` or `off`. */
const Kind = z.enum(['text', 'money', 'country', 'switch'])

/** One value that a change sets, as a person reads it. Null: there is no value. */
export const PreparedValue = z.object({
  field: z.string(),
  kind: Kind,
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Of an amount. */
  currency: z.string().nullable(),
})
export type PreparedValue = z.infer<typeof PreparedValue>

/** A field that a CSR fills in to prepare a change, with the value that holds now. */
const DraftField = z.object({
  name: z.string(),
  kind: z.enum([...Kind.options, 'choice']),
  value: z.string(),
  isOptional: z.boolean(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).nullable(),
  currency: z.string().nullable(),
})
export type DraftField = z.infer<typeof DraftField>

const facts = {
  taskId: Id,
  accountId: AccountId,
  /** The name of the endpoint that an approval calls. */
  command: z.string(),
  /** Exactly what changes. */
  changes: z.array(PreparedValue),
  /** What the CSR wrote to the customer; empty where nothing. */
  note: z.string(),
  state: z.enum(preparedStates),
  version: Version,
  preparedAt: Instant,
  expiresAt: Instant.nullable(),
  decidedAt: Instant.nullable(),
  /** Why the customer declined it, or a CSR withdrew it; empty where nobody said. */
  decisionReason: z.string(),
  /** The self-service task that an approval made; null where it made none. */
  madeTaskId: Id.nullable(),
}

export const PreparedChange = z.object({
  ...facts,
  /** The member of staff who prepared it. */
  preparedBy: z.string(),
  may: may('prepared-change:approve', 'prepared-change:decline'),
})
export type PreparedChange = z.infer<typeof PreparedChange>

const ofWebUser = z.strictObject({ accountId: AccountId, webUserId: Id })
const ofTask = z.strictObject({ accountId: AccountId, taskId: Id })

const endpoints = {
  /** What a CSR can prepare for a web user on an account: each command with its fields, or why the customer cannot make that change. */
  readPreparable: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/preparable',
    action: 'prepared-change:prepare',
    masquerade: 'never',
    opens: 'web-user',
    params: ofWebUser,
    response: z.object({
      userName: z.string(),
      personName: z.string(),
      commands: z.array(
        z.object({
          command: z.string(),
          fields: z.array(DraftField),
          /** `ok` where the customer can make this change. */
          decision: z.string(),
        }),
      ),
    }),
  }),
  /**
   * Prepares a change for a web user. Nothing changes before the customer approves it; the customer is told by mail. Refuses a
   * change that waits already with 409.
   */
  prepareChange: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/prepared-changes',
    action: 'prepared-change:prepare',
    masquerade: 'never',
    task: 'prepared-change',
    params: ofWebUser,
    body: z.strictObject({
      command: z.string().max(60),
      values: z.record(z.string().max(60), z.string().max(200)),
      note: optionalText(mostReason),
    }),
    response: z.object({ taskId: Id, expiresAt: Instant.nullable(), sentTo: z.string() }),
  }),
  /** The changes that were prepared on an account, newest first; at most 50. */
  listPreparedChanges: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/prepared-changes',
    action: 'prepared-change:list',
    masquerade: 'never',
    opens: 'account',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      changes: z.array(
        z.object({
          ...facts,
          webUserId: Id,
          userName: z.string(),
          preparedByCsrId: z.string(),
          /** The customer's approval is kept as a signed note. */
          hasApproval: z.boolean(),
          may: may('prepared-change:withdraw'),
        }),
      ),
    }),
  }),
  /** The customer's approval: a signed note over the exact change. `tools/verify-record.mjs` verifies it. */
  readApproval: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/prepared-changes/:taskId/approval',
    action: 'prepared-change:list',
    masquerade: 'never',
    opens: 'account',
    params: ofTask,
    response: z.object({ fileName: z.string(), note: z.string() }),
  }),
  /** A CSR takes a prepared change back. 409 where the customer has decided it already. */
  withdrawPreparedChange: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/prepared-changes/:taskId/withdraw',
    action: 'prepared-change:withdraw',
    masquerade: 'never',
    task: 'prepared-change',
    params: ofTask,
    body: z.strictObject({ version: Version, reason: optionalText(mostReason) }),
    response: z.object({ taskId: Id }),
  }),
  /** Changes that support prepared for the customer: those that wait, and those of the last 90 days. */
  listOwnPreparedChanges: endpoint({
    method: 'GET',
    path: '/api/prepared-changes',
    action: 'prepared-change:view',
    masquerade: 'read',
    response: z.object({ changes: z.array(PreparedChange) }),
  }),
  readOwnPreparedChange: endpoint({
    method: 'GET',
    path: '/api/prepared-changes/:taskId',
    action: 'prepared-change:view',
    masquerade: 'read',
    params: z.strictObject({ taskId: Id }),
    response: PreparedChange,
  }),
  /**
   * The customer approves: the same command runs, under the customer's own rights, in the same transaction. A repeated approval
   * changes nothing and has the same response. A question of the command (`payment-repeated`) is answered by `answers`.
   */
  approvePreparedChange: endpoint({
    method: 'POST',
    path: '/api/prepared-changes/:taskId/approve',
    action: 'prepared-change:approve',
    masquerade: 'never',
    task: 'prepared-change',
    params: z.strictObject({ taskId: Id }),
    body: z.strictObject({
      version: Version,
      answers: z.record(z.string().max(40), Id).optional(),
    }),
    response: z.object({
      taskId: Id,
      accountId: AccountId,
      madeTaskId: Id.nullable(),
      /** Where the customer goes on, outside the portal: the payment page. */
      redirectUrl: z.url().nullable(),
    }),
  }),
  declinePreparedChange: endpoint({
    method: 'POST',
    path: '/api/prepared-changes/:taskId/decline',
    action: 'prepared-change:decline',
    masquerade: 'never',
    task: 'prepared-change',
    params: z.strictObject({ taskId: Id }),
    body: z.strictObject({ version: Version, reason: optionalText(mostReason) }),
    response: z.object({ taskId: Id }),
  }),
}

export const preparedChanges = feature({
  permissions: ['prepared-change:prepare'],
  actions: {
    'prepared-change:list': 'never',
    'prepared-change:withdraw': 'never',
    'prepared-change:view': 'read',
    'prepared-change:approve': 'never',
    'prepared-change:decline': 'never',
  },
  endpoints,
})
