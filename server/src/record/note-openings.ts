import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { OpeningAction } from '#policy/opens-customer.ts'
import type { Subject } from '#policy/subject.ts'
import { noteOpening, settleSearch } from './queries.ts'

/** Records the search that led to a customer before the opening itself. New openings count against the CSR's hourly limits. */
export async function noteOpenings(
  sql: Sql,
  grant: Grant<OpeningAction>,
  { openings = [] }: Subject,
): Promise<void> {
  const fresh = openings.filter(({ isOpen }) => !isOpen)
  for (const { what, id } of fresh) await noteOpening(sql, grant, { what, id })
  if (fresh.length === 0) await settleSearch(sql, grant)
}
