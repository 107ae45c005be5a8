import type { CallerGrade } from '@porchlight/contract/caller-grades.ts'

/** Returns the grade of a verification: a code that was right counts more than identifiers, and identifiers more than nothing. */
export function gradeOf({
  hasCode,
  identifiers,
}: {
  hasCode: boolean
  identifiers: readonly string[]
}): CallerGrade {
  if (hasCode) return 'code'
  return identifiers.length > 0 ? 'attested' : 'none'
}
