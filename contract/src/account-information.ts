import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, may, PostalAddress, VersionOrNone } from './values.ts'

const endpoints = {
  /** Who is on the account, where its services are, and where its mail goes. */
  readAccountInformation: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/information',
    action: 'account-information:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      accountId: AccountId,
      nickname: z.string(),
      customerClass: z.enum(['residential', 'commercial']),
      status: z.enum(['active', 'closed']),
      role: z.string(),
      persons: z.array(
        z.object({ name: z.string(), isMainCustomer: z.boolean(), isFinanciallyResponsible: z.boolean() }),
      ),
      services: z.array(
        z.object({ serviceType: z.string(), address: z.string(), meterNumber: z.string().nullable() }),
      ),
      contacts: z.array(z.object({ contactType: z.string(), value: z.string(), state: z.string() })),
      /** Version 0: the account has none yet. */
      mailingAddress: PostalAddress.extend({ version: VersionOrNone }),
      /** This customer is protected on the account: the mailing address is theirs alone. False for everybody else on the account. */
      isHiddenFromOthers: z.boolean(),
      /** ISO 3166-1 countries; and ISO 3166-2 regions of those whose addresses name one. */
      addressChoices: z.object({
        countries: z.array(z.string()),
        regions: z.array(
          z.object({ country: z.string(), list: z.array(z.object({ code: z.string(), name: z.string() })) }),
        ),
      }),
      may: may('mailing-address:change'),
    }),
  }),
}

export const accountInformation = feature({
  actions: { 'account-information:view': 'read' },
  endpoints,
})
