import { PostalAddress } from '@porchlight/contract/values.ts'
import { changedInRequest } from '#tasks/lifecycle/presets.ts'
import { change, taskType } from '#tasks/lifecycle/task-type.ts'

/** Where the mail of an account goes. */
export const mailingAddress = taskType({
  ...changedInRequest,
  name: 'mailing-address',
  payload: change(PostalAddress),
  isMadeInRequest: true,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  replacedBy: { laterTypes: ['mailing-address'], of: 'account' },
})
