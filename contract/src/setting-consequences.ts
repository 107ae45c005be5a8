import { type CallerGrade, reaches, requiredGrade } from './caller-grades.ts'

/**
 * Which change of a setting has a consequence at once, so that the desk asks first and the server demands a reason. `none`: no
 * change has one. `off`: it is switched off. `removed`: an entry is taken out of the list, or a text is replaced. `emptied`: the
 * text is deleted. `lower`, `higher`: the number falls or rises. `changed`: every change. This file imports no schema library: the
 * desk's bundle has it.
 */
export const consequences = ['none', 'off', 'removed', 'emptied', 'lower', 'higher', 'changed'] as const
export type Consequence = (typeof consequences)[number]

const entries = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  return value === '' ? [] : [value]
}

/** Returns whether a change of a setting's value has a consequence at once. */
export function hasConsequence(consequence: Consequence, before: unknown, after: unknown): boolean {
  switch (consequence) {
    case 'none':
      return false
    case 'off':
      return before === true && after === false
    case 'removed':
      return entries(before).some((entry) => !entries(after).includes(entry))
    case 'emptied':
      return before !== '' && after === ''
    case 'lower':
      return Number(after) < Number(before)
    case 'higher':
      return Number(after) > Number(before)
    case 'changed':
      return JSON.stringify(before) !== JSON.stringify(after)
  }
}

/** Returns whether a masquerade with this grade loses an entitlement when the required grades change. */
export const losesEntitlement = (
  before: readonly string[],
  after: readonly string[],
  grade: CallerGrade,
): boolean =>
  after.some((line) => {
    const name = line.replace(/:.*/, '')
    return reaches(grade, requiredGrade(before, name)) && !reaches(grade, requiredGrade(after, name))
  })
