import type { Sql } from '@porchlight/server/database/sql.ts'
import type { Problem } from '../problem.ts'
import { knownKeys } from '../store/known-keys.ts'
import type { WebUserRecord } from './web-user-record.ts'

/** What stands in the database of all that a batch of web users names. */
export type WebUserLookups = {
  /** The person's key of each web user that is there, by source key. */
  personOf: ReadonlyMap<string, string>
  /** Source key by user name in lower case; null for a web user that no feed brought. */
  ownerOfName: ReadonlyMap<string, string | null>
  persons: ReadonlyMap<string, string>
  accounts: ReadonlyMap<string, string>
  roles: ReadonlySet<string>
}

export async function lookUpWebUsers(sql: Sql, batch: readonly WebUserRecord[]): Promise<WebUserLookups> {
  const rows = await sql.unsafe(
    `SELECT source_key AS key, person_id::text AS person, lower(user_name) AS name FROM web_users
     WHERE source_key = ANY ($1::text[]) OR lower(user_name) COLLATE "C" = ANY ($2::text[])`,
    [batch.map(({ sourceKey }) => sourceKey), batch.map(({ userName }) => userName.toLowerCase())],
  )
  const roles = await sql.unsafe('SELECT role FROM web_user_roles')
  const named = batch.flatMap(({ links = [] }) => links.map(({ account }) => account))
  return {
    personOf: new Map(rows.flatMap(({ key, person }) => (key === null ? [] : [[key, person]]))),
    ownerOfName: new Map(rows.map(({ key, name }) => [name, key])),
    persons: await knownKeys(
      sql,
      'persons',
      'person_id',
      batch.map(({ person }) => person),
    ),
    accounts: await knownKeys(sql, 'accounts', 'account_id', named),
    roles: new Set(roles.map(({ role }) => String(role))),
  }
}

/** Checks the rules that need the database. Returns the problems of each refused record, by its place in the batch. */
export function checkWebUsers(
  batch: readonly WebUserRecord[],
  lookups: WebUserLookups,
): Map<number, Problem[]> {
  const rejected = new Map<number, Problem[]>()
  const names = new Map(lookups.ownerOfName)
  for (const [at, record] of batch.entries()) {
    const problems = problemsOfOne(record, lookups)
    const name = record.userName.toLowerCase()
    const owner = names.get(name)
    if (owner !== undefined && owner !== record.sourceKey)
      problems.push({ field: 'userName', reason: 'user-name-taken' })
    if (problems.length > 0) rejected.set(at, problems)
    else names.set(name, record.sourceKey)
  }
  return rejected
}

function problemsOfOne({ sourceKey, person, links = [] }: WebUserRecord, lookups: WebUserLookups): Problem[] {
  const problems: Problem[] = []
  const [id, before] = [lookups.persons.get(person), lookups.personOf.get(sourceKey)]
  if (id === undefined) problems.push({ field: 'person', reason: 'person-unknown' })
  else if (before !== undefined && before !== id)
    problems.push({ field: 'person', reason: 'not-the-person-it-has' })
  for (const [at, { account, role }] of links.entries()) {
    if (!lookups.accounts.has(account))
      problems.push({ field: `links.${at}.account`, reason: 'account-unknown' })
    if (!lookups.roles.has(role)) problems.push({ field: `links.${at}.role`, reason: 'role-unknown' })
  }
  return problems
}
