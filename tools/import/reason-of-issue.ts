import type { z } from 'zod'
import type { Problem } from './problem.ts'

/** The maximum number of problems that are reported for one record. */
const MAX_PROBLEMS = 10

const reasons: Record<string, string> = {
  invalid_type: 'wrong-type',
  too_big: 'too-large',
  too_small: 'too-small',
  invalid_format: 'wrong-format',
  invalid_value: 'not-one-of-the-values',
  unrecognized_keys: 'unknown-property',
}

/** Returns a schema's problems with a record in our own words, because the schema's messages may quote the value. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.slice(0, MAX_PROBLEMS).map((issue) => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
    return { field: path.map(String).join('.').slice(0, 200), reason: reasonOf(issue) }
  })
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z]+(-[a-z0-9]+)*$/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'required'
  return reasons[issue.code] ?? 'wrong-type'
}
