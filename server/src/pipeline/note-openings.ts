import type { Sql } from '#database/sql.ts'
import type { Csr } from '#policy/actor.ts'
import type { Subject } from '#policy/subject.ts'
import { noteOpening, settleSearch } from './queries.ts'

/** A customer is opened: the search that led to it goes into the record ahead of it, and what is new counts from now on. */
export async function noteOpenings(sql: Sql, csr: Csr, { openings = [] }: Subject): Promise<void> {
  const { csrId, deskSessionId } = csr
  const fresh = openings.filter(({ isOpen }) => !isOpen)
  for (const { what, id } of fresh) await noteOpening(sql, { csrId, deskSessionId, what, id })
  if (fresh.length === 0) await settleSearch(sql, { deskSessionId })
}
