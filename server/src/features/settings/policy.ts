import { holds, ofStaff, rows } from '#policy/policy.ts'

export const settingsRows = rows({
  'settings:view': ofStaff(holds('settings:view')),
  'settings:change': ofStaff(holds('settings:change')),
})
