import type { Sql } from '@porchlight/server/database/sql.ts'
import type { ImportKind, Outcome } from '../import-kind.ts'
import { PremiseRecord } from './premise-record.ts'
import { PremiseRows } from './premise-rows.ts'

/** Premises alone: those without an account, or all of them if accounts only refer to them. */
export const premises: ImportKind<PremiseRecord> = {
  noun: 'premises',
  schema: PremiseRecord,
  prepare: (record: PremiseRecord) => record,
  store,
}

async function store(sql: Sql, batch: readonly PremiseRecord[]): Promise<Outcome> {
  const rows = new PremiseRows()
  for (const premise of batch) rows.add(premise)
  const stored = await rows.store(sql)
  const [created, changed] = [stored.created.size, stored.changed.size]
  return { created, changed, unchanged: batch.length - created - changed, rejected: [] }
}
