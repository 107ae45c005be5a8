import { createHash } from 'node:crypto'
import type { Difference } from '@porchlight/contract/reasons.ts'
import type { AccountPersonOutcome, Standing } from '@porchlight/contract/unlink.ts'

/**
 * Returns what happens to the account-person row when a link is deleted. Any other link of the same person keeps it, also an
 * inactive one: every link has its account-person row.
 */
export function accountPersonOutcome(
  row: { isMainCustomer: boolean; isReserved: boolean },
  otherLinks: number,
): AccountPersonOutcome {
  if (row.isMainCustomer) return 'main-customer'
  if (otherLinks > 0) return 'needed'
  return row.isReserved ? 'goes' : 'utility-owned'
}

/** Returns a fingerprint of each part that an unlink depends on. A change of a part changes its fingerprint. */
export function standingOf(parts: Record<keyof Standing, unknown>): Standing {
  const print = (part: unknown) =>
    createHash('sha256')
      .update(JSON.stringify(part ?? null))
      .digest('base64url')
  return {
    webUser: print(parts.webUser),
    link: print(parts.link),
    accountPerson: print(parts.accountPerson),
    otherLinks: print(parts.otherLinks),
    tasks: print(parts.tasks),
    masquerades: print(parts.masquerades),
  }
}

/** Returns the parts that have changed since the preview was shown. */
export function changedParts(shown: Standing, stands: Standing): Difference[] {
  return (Object.keys(stands) as (keyof Standing)[])
    .filter((part) => shown[part] !== stands[part])
    .map((part) => ({ field: part, yours: shown[part], theirs: stands[part] }))
}
