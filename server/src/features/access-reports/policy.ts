import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const accessReportsRows = rows({
  'access-report:view': ofStaff(holds('access-report:view')),
  'access-report:export': ofStaff(holds('access-report:view')),
  'job:sum-access': ofSystem,
})
