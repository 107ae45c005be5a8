import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const customerSearchRows = rows({
  'customer:search': ofStaff(holds('customer:search')),
  'job:count-search-words': ofSystem,
})
