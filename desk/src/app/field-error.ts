import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { Word } from './messages.ts'

/** The sentence beside a field, if it was refused. */
export function fieldError(refusal: RefusalBody | undefined, field: string, word: Word): string | undefined {
  const problem = refusal?.fields?.find((other) => other.field === field)
  return problem && word('field', problem.reason)
}
