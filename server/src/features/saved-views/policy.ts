import { holds, ofStaff, rows } from '#policy/policy.ts'

export const savedViewsRows = rows({
  'saved-view:change': ofStaff(holds('task:view')),
})
