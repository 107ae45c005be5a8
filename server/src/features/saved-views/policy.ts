import { holds, ofStaff, rows } from '#policy/policy.ts'

export const savedViewsRows = rows({
  'saved-view:add': ofStaff(holds('task:view')),
  'saved-view:change': ofStaff(holds('task:view'), 'savedViewId'),
})
