import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, Instant } from './values.ts'

/** A web user's own request on an account, as lists show it. */
const Request = z.object({
  taskId: Id,
  taskType: z.string(),
  state: z.string(),
  /** True if the change is made in our own tables and only the CIS has yet to accept it. */
  isApplied: z.boolean(),
  createdAt: Instant,
})

/** A value that a task requests. `before` is the value it replaces, '' if that was empty; null if it replaces none. */
export const TaskDetail = z.object({ field: z.string(), before: z.string().nullable(), after: z.string() })

const endpoints = {
  /** The web user's own requests on the account, newest first. */
  listRequests: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/requests',
    action: 'overview:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    query: z.strictObject({
      /** The last request of the page before. */
      before: Id.optional(),
    }),
    response: z.object({ requests: z.array(Request), nextBefore: Id.nullable() }),
  }),
  /** One of the web user's own requests: what was asked, what has happened, and when. */
  readRequest: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/requests/:taskId',
    action: 'overview:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId, taskId: Id }),
    response: Request.extend({
      /** True if a CSR made the request for the customer. */
      isBySupport: z.boolean(),
      /** The day for which it is scheduled. */
      scheduledOn: CalendarDate.nullable(),
      amountCents: Cents.nullable(),
      currency: Currency.nullable(),
      /** What was asked for. */
      details: z.array(TaskDetail),
      /** Each state of the request so far, oldest first. */
      steps: z.array(z.object({ state: z.string(), at: Instant })),
    }),
  }),
}

export const requests = feature({
  endpoints,
})
