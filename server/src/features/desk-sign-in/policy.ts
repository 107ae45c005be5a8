import { ofStaff, rows, yes } from '#policy/policy.ts'

export const deskSignInRows = rows({
  'desk-session:end': ofStaff(yes),
})
