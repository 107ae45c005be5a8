import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const recordProofRows = rows({
  'record-proof:view': ofStaff(holds('record-proof:view')),
  'record-proof:verify': ofStaff(holds('record-proof:verify')),
  'job:verify-record': ofSystem,
})
