import type { OneEndpoint } from '@porchlight/contract/endpoint.ts'
import type { FieldProblem } from '@porchlight/contract/reasons.ts'
import type { z } from 'zod'
import { Refusal } from '#policy/refusal.ts'

export type RawInput = { params?: unknown; query?: unknown; body?: unknown }

/** Missing, of the wrong type, or unknown: the request itself is wrong (400). Anything else is a field's value (422). */
const shape = new Set(['invalid_type', 'unrecognized_keys', 'invalid_union', 'invalid_key'])

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  const field = issue.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : issue.path.join('.')
  const isOurs = /^[a-z][a-z-]*$/.test(issue.message)
  return {
    field,
    reason: isOurs ? issue.message : issue.code === 'unrecognized_keys' ? 'unknown' : 'not-valid',
  }
}

const unkeepable = /\0|\p{Surrogate}/u

/** Returns the first field whose text or JSON PostgreSQL cannot store: a NUL, or half of a surrogate pair. */
function unkeepableField(input: unknown): string | undefined {
  const left: [field: string, value: unknown][] = [['', input]]
  for (const [field, value] of left) {
    if (typeof value === 'string' && unkeepable.test(value)) return field
    if (typeof value !== 'object' || value === null) continue
    for (const [key, part] of Object.entries(value)) {
      if (unkeepable.test(key)) return field
      left.push([field ? `${field}.${key}` : key, part])
    }
  }
  return undefined
}

const isMissing = (value: unknown, path: PropertyKey[]) =>
  path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value) ===
  undefined

function parsePart(schema: z.ZodType | undefined, value: unknown, isBody: boolean): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) {
    const field = unkeepableField(parsed.data)
    if (field === undefined) return parsed.data
    throw new Refusal(isBody ? 'invalid-field' : 'invalid-request', {
      fields: [{ field, reason: 'not-allowed-characters' }],
    })
  }
  const fields = parsed.error.issues.map(problemOf)
  const isMisshapen =
    !isBody || parsed.error.issues.some((issue) => shape.has(issue.code) || isMissing(value, issue.path))
  throw new Refusal(isMisshapen ? 'invalid-request' : 'invalid-field', { fields })
}

export type ParsedInput = ReturnType<typeof parseInput>

/** Parses a request's parameters, query and body, checked against the contract. Throws a {@link Refusal}, 400 or 422. */
export function parseInput(endpoint: OneEndpoint, raw: RawInput) {
  return {
    params: parsePart(endpoint.params, raw.params, false),
    query: parsePart(endpoint.query, raw.query, false),
    body: parsePart(endpoint.body, raw.body, true),
  }
}
