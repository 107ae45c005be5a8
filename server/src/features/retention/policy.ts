import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const retentionRows = rows({
  'retention:view': ofStaff(holds('retention:view')),
  'retention:change': ofStaff(holds('retention:change')),
  'retention:run': ofStaff(holds('retention:run')),
  'legal-hold:change': ofStaff(holds('legal-hold:change')),
  'job:retention': ofSystem,
})
