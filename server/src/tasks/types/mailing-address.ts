import { PostalAddress } from '@porchlight/contract/values.ts'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** Where the mail of an account goes. */
export const mailingAddress = taskType({
  name: 'mailing-address',
  lifecycle: inRequest,
  payload: change(PostalAddress),
  isMadeInRequest: true,
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
