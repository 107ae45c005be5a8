import { holds, ofStaff, rows } from '#policy/policy.ts'

export const ownMasqueradesRows = rows({
  'masquerade:list-own': ofStaff(holds('masquerade:start')),
})
