import { ofCustomer, rows, yes } from '#policy/policy.ts'

export const portalContextRows = rows({
  'portal:open': ofCustomer(yes),
})
