import type { Sql } from '#database/sql.ts'
import type { Csr } from '#policy/actor.ts'
import { restSearchRow } from './queries.ts'

/** What the record keeps of a search: no personal data. */
export type Search = {
  families: readonly string[]
  /** Made by {@link termsHash}. */
  termsHash: string
  hits: number
  correlationId: string
}

/**
 * Keeps a search for the record until it comes to rest: two seconds without another one of the same desk session, or a
 * customer opened. What is typed on within two seconds leaves no line. Call it last: searches of one session that overlap
 * wait for each other from here on.
 */
export async function restSearch(sql: Sql, csr: Csr, { families, ...search }: Search): Promise<void> {
  const { csrId, deskSessionId, ip } = csr
  await restSearchRow(sql, { csrId, deskSessionId, ip, families: families.join(' '), ...search })
}
