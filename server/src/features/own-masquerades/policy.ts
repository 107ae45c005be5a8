import { ofStaff, rows, yes } from '#policy/policy.ts'

export const ownMasqueradesRows = rows({
  // Also for a CSR who may not start one any more: what they did stays theirs to read.
  'masquerade:list-own': ofStaff(yes),
})
