import { changesAccess, rows, yes } from '#policy/policy.ts'

export const unlinkRows = rows({
  // The link is the handler's to find: one that was just taken away by somebody else is told, not denied.
  'account-link:unlink': changesAccess('account-link:unlink', yes),
})
