import { inPerson, rows, yes } from '#policy/policy.ts'

export const secondFactorRows = rows({
  'second-factor:view': inPerson(yes),
  'second-factor:change': inPerson(yes),
})
