import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { AccountId, Id, may, optionalText, PostalAddress, text, Version, VersionOrNone } from './values.ts'

export const mailingAddress = {
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
      may: may('mailing-address:change'),
    }),
  }),
  changeMailingAddress: endpoint({
    method: 'PUT',
    path: '/api/accounts/:accountId/mailing-address',
    action: 'mailing-address:change',
    masquerade: 'act: contact.mailing-address',
    task: 'mailing-address',
    params: z.strictObject({ accountId: AccountId }),
    body: z.strictObject({
      line1: text(120),
      line2: optionalText(120),
      city: text(80),
      region: text(40),
      postalCode: z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/, 'postal-code'),
      country: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{2}$/, 'country'),
      /** The version that was shown; 0 for the first address. */
      version: VersionOrNone,
    }),
    response: z.object({ taskId: Id, version: Version }),
  }),
}
