import { type CallerGrade, requiredGrade } from '@porchlight/contract/caller-grades.ts'
import type { CallerQuestions } from '#app/response-types.ts'

export type TypedCaller = {
  purposeKind: string
  purposeReference: string
  identifiers: string[]
  code: string
}

const family = 'identifier:'
export const identifierField = (name: string): string => `${family}${name}`

/** Returns what a CSR typed and checked about a caller. */
export function readCaller(form: FormData): TypedCaller {
  return {
    purposeKind: String(form.get('purposeKind') ?? ''),
    purposeReference: String(form.get('purposeReference') ?? '').trim(),
    identifiers: [...form.keys()].flatMap((name) =>
      name.startsWith(family) ? [name.slice(family.length)] : [],
    ),
    code: String(form.get('code') ?? '').trim(),
  }
}

/** Returns the grade that this call has without anything more: that of the verification that still counts for its purpose. */
export function gradeSoFar(
  { latest }: CallerQuestions,
  purpose: Pick<TypedCaller, 'purposeKind' | 'purposeReference'>,
): CallerGrade {
  const isThisCall =
    latest?.purposeKind === purpose.purposeKind && latest.purposeReference === purpose.purposeReference.trim()
  return isThisCall ? latest.grade : 'none'
}

export const gradeFor = ({ purposeGrades }: CallerQuestions, purposeKind: string): CallerGrade =>
  requiredGrade(purposeGrades, purposeKind)
