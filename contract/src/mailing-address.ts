import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, Id, optionalText, PostalAddress, text, Version, VersionOrNone } from './values.ts'

const endpoints = {
  /**
   * Changes where the mail of an account goes. A save that changes nothing makes no task and tells nobody (`taskId` null). The
   * other holders of the account are told.
   */
  changeMailingAddress: endpoint({
    method: 'PUT',
    path: '/api/accounts/:accountId/mailing-address',
    action: 'mailing-address:change',
    masquerade: 'act: contact.mailing-address',
    task: 'mailing-address',
    preparable: true,
    params: z.strictObject({ accountId: AccountId }),
    body: z.strictObject({
      line1: text(120),
      line2: optionalText(120),
      city: text(80),
      /** Of a country with a list: one of it, by its code or its name. */
      region: optionalText(40),
      /** By the country's own form; empty where it has no postal codes. */
      postalCode: z
        .string()
        .trim()
        .regex(/^([A-Za-z0-9][A-Za-z0-9 -]{0,11})?$/, 'postal-code'),
      country: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{2}$/, 'country'),
      /** The version that was shown; 0 for the first address. */
      version: VersionOrNone,
      /** The address that was shown: a conflict then names only what this reader changed. */
      was: z.strictObject(PostalAddress.shape).optional(),
    }),
    response: z.object({ taskId: Id.nullable(), version: Version }),
  }),
}

export const mailingAddress = feature({
  entitlements: {
    'contact.mailing-address': { default: true, class: 'act' },
  },
  actions: { 'mailing-address:change': 'act: contact.mailing-address' },
  endpoints,
})
