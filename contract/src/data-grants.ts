import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Id, Instant, may } from './values.ts'

const ofAccount = z.strictObject({ accountId: AccountId })

/** What a third party can ask for (OAuth scope): readings of the account's meters. */
export const dataScope = 'usage'
/** Months of readings before the grant that a customer can share. */
export const historyMonths = ['0', '12', '24'] as const
/** Days that a grant lasts at most, and unless the customer says other. */
export const grantDays = { most: 1096, usual: 365 } as const

/** What RFC 6749, appendix A, allows in these parameters, at most 500 characters. */
const ascii = /^[\x20-\x7e]{0,500}$/

/** The parameters of an OAuth 2.0 authorization request (RFC 6749, 4.1.1) with PKCE (RFC 7636). */
const AskedFor = z.object({
  clientId: z.string().max(40),
  redirectUri: z.string().regex(ascii, 'not-allowed-characters'),
  responseType: z.string().max(40),
  scope: z.string().max(60),
  state: z.string().regex(ascii, 'not-allowed-characters'),
  codeChallenge: z.string().max(128),
  codeChallengeMethod: z.string().max(20),
})
export type AskedFor = z.infer<typeof AskedFor>

const endpoints = {
  /** Says who asks for which data, before the customer decides. */
  readDataRequest: endpoint({
    method: 'GET',
    path: '/api/data-request',
    action: 'data-request:view',
    masquerade: 'never',
    query: AskedFor,
    response: z.object({
      name: z.string(),
      website: z.string(),
      /** Leads back to the third party: the customer refuses, or its request was wrong. */
      backUrl: z.string(),
      /** The fault of the request, as RFC 6749 names it; null for a request in order. */
      fault: z.string().nullable(),
      /** The accounts that the customer may share, at most 500. */
      accounts: z.array(z.object({ accountId: AccountId, name: z.string() })),
      today: CalendarDate,
    }),
  }),
  /** The customer gives a third party read access to an account's readings, until a day. */
  giveDataGrant: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/data-grants',
    action: 'data-grant:give',
    masquerade: 'never',
    task: 'data-access',
    params: ofAccount,
    body: z.strictObject({
      ...AskedFor.shape,
      history: z.enum(historyMonths, 'not-valid'),
      endsOn: CalendarDate,
    }),
    response: z.object({ taskId: Id, dataGrantId: Id }),
  }),
  /** Where a grant that was just given leads: back to the third party, with a code that works once within two minutes. */
  readDataConnection: endpoint({
    method: 'GET',
    path: '/api/data-grants/:dataGrantId/connection',
    action: 'data-request:view',
    masquerade: 'never',
    params: z.strictObject({ dataGrantId: Id }),
    response: z.object({
      name: z.string(),
      accountId: AccountId,
      /** Null: the code is used or too old. */
      continueUrl: z.string().nullable(),
    }),
  }),
  /** Who outside the portal reads an account's data: the customer's own grants; a holder sees all of the account. */
  listDataGrants: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/data-grants',
    action: 'data-grant:view',
    masquerade: 'read',
    params: ofAccount,
    response: z.object({
      grants: z.array(
        z.object({
          dataGrantId: Id,
          name: z.string(),
          website: z.string(),
          isOwn: z.boolean(),
          givenAt: Instant,
          /** The first day of readings. */
          readingsFrom: CalendarDate,
          /** The last day. */
          endsOn: CalendarDate,
          lastReadAt: Instant.nullable(),
          /** Null: it works today. */
          over: z.enum(['ended', 'unlinked', 'expired', 'misused', 'closed']).nullable(),
          may: may('data-grant:revoke'),
        }),
      ),
    }),
  }),
  /** Ends a grant. The third party's next request is refused. */
  revokeDataGrant: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/data-grants/:dataGrantId/revoke',
    action: 'data-grant:revoke',
    masquerade: 'step-up: guest.change',
    task: 'data-access',
    params: z.strictObject({ accountId: AccountId, dataGrantId: Id }),
    response: z.object({ taskId: Id }),
  }),
}

export const dataGrants = feature({
  actions: {
    'data-request:view': 'never',
    'data-grant:give': 'never',
    'data-grant:view': 'read',
    'data-grant:revoke': 'step-up: guest.change',
    'data-grant:use': 'never',
  },
  endpoints,
})
