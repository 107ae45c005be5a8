import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const retentionRows = rows({
  'retention:view': ofStaff(holds('retention:view')),
  'retention:change': ofStaff(holds('retention:change')),
  'retention:run': ofStaff(holds('retention:run')),
  'retention-run:move': ofStaff(holds('retention:run'), 'runId'),
  'legal-hold:change': ofStaff(holds('legal-hold:change'), 'accountId'),
  'legal-hold:release': ofStaff(holds('legal-hold:change'), 'legalHoldId'),
  'job:retention': ofSystem,
})
