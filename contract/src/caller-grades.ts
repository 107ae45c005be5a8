/**
 * How surely a CSR knows who is calling, in ascending order: not verified, identifiers that the CSR attests, a code that the
 * customer read out. This file imports nothing: the desk's bundle has it without the schema library.
 */
export const callerGrades = ['none', 'attested', 'code'] as const
export type CallerGrade = (typeof callerGrades)[number]

/** The ways in which a code reaches its customer. */
export const codeChannels = ['portal', 'mail', 'text'] as const
export type CodeChannel = (typeof codeChannels)[number]

/** Digits of a code. */
export const codeLength = 6
/** How long a code can be used. */
export const codeMinutes = 10

/** Returns a stored name as a grade; an unknown one counts as `none`. */
export const gradeNamed = (name: string | null | undefined): CallerGrade =>
  callerGrades.find((grade) => grade === name) ?? 'none'

/** Returns whether a grade is at least the required one. */
export const reaches = (grade: CallerGrade, required: CallerGrade): boolean =>
  callerGrades.indexOf(grade) >= callerGrades.indexOf(required)

/** Returns the grade that a setting's lines (`dispute: code`) require of a name; `none` for a name that is not listed. */
export function requiredGrade(lines: readonly string[], name: string): CallerGrade {
  const line = lines.find((one) => one.startsWith(`${name}: `))
  return gradeNamed(line?.slice(name.length + 2))
}
