import { type Reason, type RefusalBody, reasons } from '@porchlight/contract/reasons.ts'

/** Refuses a request for a named reason. The transaction is rolled back. */
export class Refusal extends Error {
  readonly status: number
  readonly body: RefusalBody

  constructor(
    readonly reason: Reason,
    more: Omit<RefusalBody, 'reason'> = {},
    options?: { cause: unknown },
  ) {
    super(reason, options)
    this.status = reasons[reason]
    this.body = { reason, ...more }
  }
}

/** Returns the refusal of one field's value; `reason` is a key of the locale files under `field.<reason>`. */
export function refuseField(field: string, reason: string): Refusal {
  return new Refusal('invalid-field', { fields: [{ field, reason }] })
}

const fieldsOf = <T extends object>(of: T) => Object.keys(of) as (keyof T & string)[]
const differs = <T extends object>(field: keyof T, one: T, other: T) =>
  JSON.stringify(one[field]) !== JSON.stringify(other[field])

/**
 * Returns whether a save changes nothing, because the stored values already equal all that this reader changed.
 * @param was what the reader was shown, where it is known
 */
export function changesNothing<T extends object>(yours: T, theirs: T, was: T = theirs): boolean {
  return !fieldsOf(yours).some((field) => differs(field, yours, was) && differs(field, yours, theirs))
}

/**
 * Refuses a change of a stale version, with the difference.
 * @param was what the reader was shown, where it is known: then only what this reader changed
 */
export function refuseStale<T extends object>(yours: T, theirs: T, version: number, was?: T): Refusal {
  const difference = fieldsOf(yours)
    .filter((field) => differs(field, yours, theirs) && (was === undefined || differs(field, yours, was)))
    .map((field) => ({ field, yours: yours[field], theirs: theirs[field] }))
  return new Refusal('version-conflict', { difference, version })
}
