import { inPerson, rows, yes } from '#policy/policy.ts'

export const passwordRows = rows({
  'password:change': inPerson(yes),
})
