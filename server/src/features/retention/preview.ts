import { type RetentionKind, retentionKinds } from '@porchlight/contract/retention-kinds.ts'
import type { Sql } from '#database/sql.ts'
import { previewOf, rowBytes } from './queries.ts'
import { previewPart } from './rules.ts'

/**
 * Counts what a period would delete and keep today, for each table of the kind.
 * @param most rows that are examined in each table; null: all of them
 */
export async function previewKind(sql: Sql, kind: RetentionKind, months: number, most: number | null) {
  const parts = []
  let deletesBefore = ''
  for (const part of retentionKinds[kind].parts) {
    const size = await rowBytes.one(sql, { part, months })
    deletesBefore = size.deletesBefore
    // One row more than is shown says that there are more.
    const rows = await previewOf(sql, { part, deletesBefore, most: most === null ? null : most + 1 })
    const { examined, ...counted } = previewPart(rows)
    parts.push({
      part,
      ...counted,
      bytes: size.bytes === null ? null : size.bytes * counted.deleted,
      isPartial: most !== null && examined > most,
    })
  }
  return { deletesBefore, parts }
}
