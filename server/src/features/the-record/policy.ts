import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const theRecordRows = rows({
  'record:view': ofStaff(holds('record:view')),
  'job:keep-checkpoint': ofSystem,
  'job:mail-checkpoint': ofSystem,
  'job:make-record-partitions': ofSystem,
  'job:seal-record': ofSystem,
})
