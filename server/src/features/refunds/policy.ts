import { changesAccess, ofSystem, rows, yes } from '#policy/policy.ts'

export const refundsRows = rows({
  // Never on the CSR's own account.
  'payment:refund': changesAccess('payment:refund', yes),
  'job:make-refunds': ofSystem,
})
