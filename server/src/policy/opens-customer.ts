import type { Action } from '@porchlight/contract/actions.ts'
import type { Named } from './named.ts'

export const openingActions = [
  'account:view',
  'web-user:view',
  'web-user:deactivate',
  'web-user:resend-confirmation',
  'web-user:send-reset',
  'account-link:unlink',
  'account-link:link-again',
  'account-person:adopt',
  'account-person:remove',
  'holder-protection:mark',
  'holder-protection:remove',
  'payment:refund',
  'identifier:reveal',
  'contact:add',
  'prepared-change:prepare',
  'prepared-change:list',
  'prepared-change:withdraw',
  'person-data:export',
  'person-data:erase',
  'masquerade:start',
  'caller:verify',
  'csr-rights:check',
] as const satisfies readonly Action[]

/** The actions of a CSR that open a customer: one that a task is read by opens the task's customer. */
export type OpeningAction = (typeof openingActions)[number] | 'task:view'

/** Returns whether an action of a CSR opens a customer, where a list or a search only names some. */
export const opensCustomer = (action: Action | 'public', { taskId }: Named): boolean =>
  (openingActions as readonly string[]).includes(action) || (action === 'task:view' && taskId !== undefined)

/** Returns whether an action changes a task: it shows nothing of its customer, who may ask for a further reason all the same. */
export const actsOnTask = (action: Action | 'public', { taskId }: Named): boolean =>
  action.startsWith('task:') && action !== 'task:view' && taskId !== undefined
