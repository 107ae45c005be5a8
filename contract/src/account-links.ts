import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { AccountId, Id } from './values.ts'

export const accountLinks = {
  /** Links an account by its id and a postal code of its premises or mailing address. Unknown and wrong answer alike. */
  linkAccount: endpoint({
    method: 'POST',
    path: '/api/account-links',
    action: 'account-link:add',
    masquerade: 'step-up: account.link',
    task: 'account-verification',
    body: z.strictObject({
      /** As written on a bill: spaces and dashes do not matter. */
      accountNumber: z
        .string()
        .transform((value) => value.replace(/[\s\p{Pd}]/gu, ''))
        .pipe(z.string().regex(/^\d{10}$/, 'account-number')),
      postalCode: z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/, 'postal-code'),
    }),
    response: z.object({ taskId: Id, accountId: AccountId }),
  }),
}
