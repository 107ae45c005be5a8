import type { Action } from '@porchlight/contract/actions.ts'

const opening: ReadonlySet<Action | 'public'> = new Set<Action>([
  'account:view',
  'web-user:view',
  'identifier:reveal',
  'contact:add',
  'masquerade:start',
])

/** Whether an action of a CSR opens a customer, where a list or a search only names some. */
export const opensCustomer = (action: Action | 'public') => opening.has(action)
