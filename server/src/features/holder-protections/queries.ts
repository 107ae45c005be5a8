import { command } from '#database/query.ts'
import type { MarkHolderProtection, RemoveHolderProtection } from './queries.generated.ts'

/** `marked`, or why not: `not-found`, `already-done` or `no-service-address`. */
export const markHolderProtection = command<MarkHolderProtection, 'holder-protection:mark'>(
  'mark-holder-protection',
  `SELECT mark_holder_protection($csrId::text, $accountId::bigint, $personId::bigint, $kind::text, $reason::text,
     $hidesAddress::boolean) AS "outcome!"`,
)

/** `removed`; `asked` where a second person is needed; or why not: `not-found`, `version-conflict` or `own-request`. */
export const removeHolderProtection = command<RemoveHolderProtection, 'holder-protection:remove'>(
  'remove-holder-protection',
  `SELECT remove_holder_protection($csrId::text, $accountId::bigint, $personId::bigint, $reason::text,
     $version::integer) AS "outcome!"`,
)
