import type { MasqueradeClass } from './entitlements.ts'

/**
 * Every decision the product makes, and what each asks of a masquerade. Adding a name is a compile error until
 * server/src/policy/policy.ts answers it for every kind of actor. This is the one table behind the gate, the CSR's
 * "What I may do", the tests and docs/configuration.md.
 */
export const actions = {
  // the portal
  'portal:open': 'read',
  'session:end': 'never',
  'overview:view': 'read',
  'bill:view': 'read',
  'bill:export': 'read: history.export',
  'usage:view': 'read',
  'account-information:view': 'read',
  'mailing-address:change': 'act: contact.mailing-address',
  'preferences:view': 'read',
  'preferences:change': 'act: preferences',
  'access:view': 'read',
  'support-visit:end': 'never',
  'password:change': 'never',
  'account-link:add': 'step-up: account.link',
  'account-link:view': 'read',
  'account-link:withdraw': 'step-up: account.link',
  'account-people:view': 'read',
  'account-link:approve': 'step-up: account.link',
  'account-link:remove': 'step-up: guest.remove',
  'card-payment:start': 'third-party: payment.card',
  'card-payment:view': 'read',
  'card-payment:settle': 'never',
  // the masquerade itself, on its view origin
  'masquerade:act': 'read',
  'masquerade:leave': 'read',
  // the desk
  'desk:open': 'never',
  'desk-session:end': 'never',
  'customer:search': 'never',
  'account:view': 'never',
  'account:open-protected': 'never',
  'web-user:view': 'never',
  'web-user:deactivate': 'never',
  'web-user:resend-confirmation': 'never',
  'web-user:send-reset': 'never',
  'account-link:unlink': 'never',
  'account-person:adopt': 'never',
  'account-person:remove': 'never',
  'identifier:reveal': 'never',
  'contact:add': 'never',
  'masquerade:start': 'never',
  'masquerade:review': 'never',
  'masquerade:step-up': 'never',
  'masquerade:end-own': 'never',
  'masquerade:end-any': 'never',
  'task:view': 'never',
  'task:discard': 'never',
  'task:retry': 'never',
  'task:approve': 'never',
  'task:reject': 'never',
  'task:complete-by-hand': 'never',
  'task:reschedule': 'never',
  'task:resend': 'never',
  'task:assign': 'never',
  'task:note': 'never',
  'task:export': 'never',
  'saved-view:change': 'never',
  'record:view': 'never',
  'alert:view': 'never',
  'alert:settle': 'never',
  'to-do:view': 'never',
  'to-do:work': 'never',
  'to-do:assign': 'never',
  'settings:view': 'never',
  'settings:change': 'never',
  'entitlements:change': 'never',
} as const satisfies Record<string, MasqueradeClass>

export type Action = keyof typeof actions
export const actionNames = Object.keys(actions) as Action[]
