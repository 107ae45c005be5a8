/**
 * What a CSR group can be given: a permission is a resource and an access mode, written `resource:mode`. The name in the
 * table is what "What I may do" shows; where a screen is for staff of another group, its permission is named as missing.
 */
export const permissions = [
  'customer:search',
  'account:view',
  'account:open-protected',
  'web-user:view',
  'web-user:deactivate',
  'web-user:resend-confirmation',
  'web-user:send-reset',
  'account-link:unlink',
  'account-person:adopt',
  'account-person:remove',
  'task:view',
  'task:discard',
  'task:retry',
  'task:approve',
  'task:reject',
  'task:complete-by-hand',
  'task:reschedule',
  'task:resend',
  'task:assign',
  'task:note',
  'contact:add',
  'identifier:reveal',
  'masquerade:start',
  'masquerade:act',
  'masquerade:review',
  'masquerade:end-any',
  'record:view',
  'alert:view',
  'alert:settle',
  'settings:view',
  'settings:change',
  'entitlements:change',
] as const
export type Permission = (typeof permissions)[number]
