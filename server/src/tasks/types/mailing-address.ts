import { PostalAddress } from '@porchlight/contract/values.ts'
import { soonOrNever } from '../error-policy.ts'
import { atOnce } from '../lifecycles/at-once.ts'
import { change } from '../payload.ts'
import { taskType } from '../task-type.ts'

/** Where the mail of an account goes. */
export const mailingAddress = taskType({
  name: 'mailing-address',
  lifecycle: atOnce,
  payload: change(PostalAddress),
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
