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
        .transform((value) => value.replace(/[\s-]/g, ''))
        .pipe(z.string().regex(/^\d{10}$/, 'account-number')),
      postalCode: z.string().trim().min(3, 'required').max(12, 'too-long'),
    }),
    response: z.object({ taskId: Id, accountId: AccountId }),
  }),
}
