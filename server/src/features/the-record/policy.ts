import { holds, ofStaff, ofSystem, rows } from '#policy/policy.ts'

export const theRecordRows = rows({
  'record:view': ofStaff(holds('record:view')),
  'job:make-record-partitions': ofSystem,
})
