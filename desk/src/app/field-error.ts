import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { Word } from './messages.ts'

/** Returns the error text for a field, or undefined if the server did not refuse the field. */
export function fieldError(refusal: RefusalBody | undefined, field: string, word: Word): string | undefined {
  const problem = refusal?.fields?.find((other) => other.field === field)
  return problem && word('field', problem.reason)
}
