import { inPerson, rows, yes } from '#policy/policy.ts'

export const signInRows = rows({
  'session:end': inPerson(yes),
})
