import { z } from 'zod'
import { setContactDetails } from '../effects/set-contact-details.ts'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onApproval } from '../lifecycles/on-approval.ts'

/** Telephone numbers and e-mail addresses of the web user's person; staff approve what has to be checked. */
export const contactDetails = taskType({
  name: 'contact-details',
  lifecycle: onApproval,
  payload: z.strictObject({
    phone: change(z.string()).optional(),
    mobile: change(z.string()).optional(),
    email: change(z.string()).optional(),
  }),
  work: setContactDetails,
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['draft', 'awaiting-approval', 'pending', 'processing', 'error'],
    approve: ['awaiting-approval'],
    reject: ['awaiting-approval'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
