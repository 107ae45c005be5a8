import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const detectorsRows = rows({
  'detector:view': ofStaff(holds('detector:view')),
  'detector:change': ofStaff(holds('detector:change')),
  'job:detect': ofSystem,
})
