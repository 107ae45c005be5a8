import type { Sql } from '@porchlight/server/database/sql.ts'
import { knownKeys } from '../store/known-keys.ts'
import type { AccountRecord } from './account-record.ts'

/** What stands in the database of all that a batch of accounts names, by source key. */
export type AccountLookups = {
  accounts: ReadonlyMap<string, string>
  /** Account ids of the file that are already in use. */
  takenIds: ReadonlySet<string>
  persons: ReadonlyMap<string, string>
  points: ReadonlyMap<string, { id: string; serviceType: string }>
  agreements: ReadonlyMap<string, { accountId: string }>
  /** Relationship types, and whether self-service has them for itself. */
  relationshipTypes: ReadonlyMap<string, boolean>
}

export async function lookUp(sql: Sql, batch: readonly AccountRecord[]): Promise<AccountLookups> {
  const agreements = batch.flatMap(({ serviceAgreements = [] }) => serviceAgreements)
  const ids = batch.flatMap(({ accountId }) => accountId ?? [])
  const keys = {
    persons: batch.flatMap(({ persons = [] }) => persons.map(({ person }) => person)),
    points: agreements.flatMap(({ servicePoints = [] }) => servicePoints),
    agreements: agreements.map(({ sourceKey }) => sourceKey),
  }
  const taken = await sql.unsafe(
    'SELECT account_id::text AS id FROM accounts WHERE account_id = ANY ($1::bigint[])',
    [ids],
  )
  const points = await sql.unsafe(
    `SELECT source_key AS key, service_point_id::text AS id, service_type AS type FROM service_points
     WHERE source_key = ANY ($1::text[])`,
    [keys.points],
  )
  const ofAccounts = await sql.unsafe(
    `SELECT source_key AS key, account_id::text AS id FROM service_agreements WHERE source_key = ANY ($1::text[])`,
    [keys.agreements],
  )
  const types = await sql.unsafe(
    'SELECT relationship_type AS type, is_reserved AS "isReserved" FROM relationship_types',
  )
  return {
    accounts: await knownKeys(
      sql,
      'accounts',
      'account_id',
      batch.map(({ sourceKey }) => sourceKey),
    ),
    takenIds: new Set(taken.map(({ id }) => String(id))),
    persons: await knownKeys(sql, 'persons', 'person_id', keys.persons),
    points: new Map(
      points.map(({ key, id, type }) => [String(key), { id: String(id), serviceType: String(type) }]),
    ),
    agreements: new Map(ofAccounts.map(({ key, id }) => [String(key), { accountId: String(id) }])),
    relationshipTypes: new Map(types.map(({ type, isReserved }) => [String(type), isReserved === true])),
  }
}
