import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { protectionKinds } from './protection-kinds.ts'
import { AccountId, Id, Version } from './values.ts'
import { Because } from './web-users.ts'

const params = z.strictObject({ accountId: AccountId, personId: Id })

const endpoints = {
  /**
   * Hides a person of an account from everybody else on it. From now on the others see the name, the user names and the mailing
   * address of this day, and nothing newer. The account becomes protected at the desk. 409 if the person is hidden already.
   */
  markHolderProtection: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/persons/:personId/protection',
    action: 'holder-protection:mark',
    masquerade: 'never',
    task: null,
    params,
    body: z.strictObject({
      kind: z.enum(protectionKinds),
      /** The account's mailing address is this person's alone: the others see the address of the service instead. */
      isAddressConfidential: z.boolean(),
      reason: Because,
    }),
    response: z.object({}),
  }),
  /** Removes the mark. Where the utility wants a second person, the first request only asks, and another CSR's removes. 409 for a mark that changed since. */
  removeHolderProtection: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/persons/:personId/protection/remove',
    action: 'holder-protection:remove',
    masquerade: 'never',
    task: null,
    params,
    body: z.strictObject({ version: Version, reason: Because }),
    response: z.object({ isRemoved: z.boolean() }),
  }),
}

export const holderProtections = feature({
  permissions: ['holder-protection:mark'],
  actions: { 'holder-protection:remove': 'never' },
  endpoints,
})
