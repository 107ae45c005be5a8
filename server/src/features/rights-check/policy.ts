import { opens, rows } from '#policy/policy.ts'

export const rightsCheckRows = rows({
  // The answer tells the web user's role on the account, and whether the customer is protected.
  'csr-rights:check': opens('staff:view', 'memberId', 'accountId', 'webUserId'),
})
