import type { Sql } from '@porchlight/server/database/sql.ts'
import { encodedRow } from '../../copy/cell.ts'
import type { ImportKind, Outcome } from '../import-kind.ts'
import { ownersOf } from '../store/known-keys.ts'
import { type ListSpec, OwnedLists } from '../store/owned-list.ts'
import { ownerIn } from '../store/owner.ts'
import { RememberedRows, type RememberedSpec, sourceDigest } from '../store/remembered-rows.ts'
import { SourceRows, type SourceSpec } from '../store/source-rows.ts'
import { keepAccountPersons } from './account-persons-of-links.ts'
import { checkWebUsers, lookUpWebUsers } from './check-web-users.ts'
import { WebUserRecord } from './web-user-record.ts'

const webUsers: SourceSpec = {
  table: 'web_users',
  key: 'web_user_id',
  values: ['person_id'],
  optional: { is_active: true, locale: 'en' },
  initial: ['user_name', 'email', 'source_digest'],
  isVersioned: true,
}

const signIns: RememberedSpec = {
  table: 'web_users',
  key: 'web_user_id',
  values: ['user_name', 'email'],
  isVersioned: false,
}

const linkSpec: ListSpec = {
  table: 'web_user_accounts',
  owner: 'web_user_id',
  identity: ['account_id'],
  values: ['role', 'is_active', 'is_from_source'],
  initial: ['nickname', 'business_line'],
  isVersioned: true,
  // The customer made it.
  kept: 'NOT t.is_from_source',
}

/** Web users with their links to accounts. They have no password yet: each chooses one. */
export const links: ImportKind<WebUserRecord> = {
  noun: 'web users',
  schema: WebUserRecord,
  prepare: (record: WebUserRecord) => record,
  store,
}

async function store(sql: Sql, all: readonly WebUserRecord[]): Promise<Outcome> {
  const lookups = await lookUpWebUsers(sql, all)
  const problems = checkWebUsers(all, lookups)
  const batch = all.filter((_, at) => !problems.has(at))
  const keys = batch.map(({ sourceKey }) => sourceKey)
  const owners = await ownersOf(sql, webUsers.table, webUsers.key, keys)
  const rows = new SourceRows(webUsers)
  const names = new RememberedRows(signIns)
  const lists = new OwnedLists(linkSpec)
  for (const { sourceKey, userName, email, person, isActive, locale, links: wanted } of batch) {
    const owner = ownerIn(owners, sourceKey)
    const signIn = [userName, email]
    const cells = [lookups.persons.get(person) ?? null]
    rows.add(owner, sourceKey, cells, [isActive, locale], [...signIn, sourceDigest(signIn)])
    if (!owner.isNew) names.add(owner.id, signIn)
    if (wanted)
      lists.add(
        owner,
        wanted.map(({ account, role, isActive: isOpen, nickname, businessLine }) => {
          const of = lookups.accounts.get(account) ?? null
          return encodedRow([of, role, isOpen ?? true, true, nickname ?? '', businessLine ?? ''])
        }),
      )
  }
  await rows.copyNew(sql)
  const touched = [...(await names.store(sql)), ...(await lists.store(sql))]
  const written = await rows.storeChanges(sql, touched)
  const fresh = [...owners.values()].filter(({ isNew }) => isNew).map(({ id }) => id)
  await keepAccountPersons(sql, [...fresh, ...touched])
  const [created, changed] = [fresh.length, written.length]
  const unchanged = batch.length - created - changed
  return {
    created,
    changed,
    unchanged,
    rejected: [...problems].map(([at, list]) => ({ at, problems: list })),
  }
}
