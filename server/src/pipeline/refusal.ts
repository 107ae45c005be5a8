import { type Reason, type RefusalBody, reasons } from '@porchlight/contract/reasons.ts'

/** A request that is refused, for a reason with a name. Nothing of it stands. */
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

/** The refusal of one field's value; `reason` is a key of the locale files under `field.<reason>`. */
export function refuseField(field: string, reason: string): Refusal {
  return new Refusal('invalid-field', { fields: [{ field, reason }] })
}

/** The refusal of a change made to a version that no longer stands: what the two differ in. */
export function refuseStale<T extends object>(yours: T, theirs: T, version: number): Refusal {
  const difference = (Object.keys(yours) as (keyof T & string)[])
    .filter((field) => JSON.stringify(yours[field]) !== JSON.stringify(theirs[field]))
    .map((field) => ({ field, yours: yours[field], theirs: theirs[field] }))
  return new Refusal('version-conflict', { difference, version })
}
