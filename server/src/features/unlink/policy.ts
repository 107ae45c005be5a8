import { changesAccess, rows, yes } from '#policy/policy.ts'

export const unlinkRows = rows({
  // The handler looks up the link, so that a link that a colleague has just removed gives a 409 instead of a "not found".
  'account-link:unlink': changesAccess('account-link:unlink', yes, 'webUserId'),
  'account-link:link-again': changesAccess('account-link:unlink', yes, 'unlinkId'),
})
