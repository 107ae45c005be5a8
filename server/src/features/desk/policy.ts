import { ofStaff, rows, yes } from '#policy/policy.ts'

export const deskRows = rows({
  'desk:open': ofStaff(yes),
})
