import type { Sql } from '@porchlight/server/database/sql.ts'
import type { ImportKind, Outcome } from '../import-kind.ts'
import { PremiseRecord } from './premise-record.ts'
import { PremiseRows } from './premise-rows.ts'

/** Premises by themselves: those where nobody has an account, or all of them where accounts name them only. */
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
