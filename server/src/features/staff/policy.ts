import { holds, ofStaff, rows } from '#policy/policy.ts'

export const staffRows = rows({
  'staff:view': ofStaff(holds('staff:view')),
  'staff:change': ofStaff(holds('staff:change'), 'memberId'),
  'csr-group:change': ofStaff(holds('csr-group:change'), 'csrGroup'),
})
