import type { Sql } from '@porchlight/server/database/sql.ts'
import type { ImportKind, Outcome } from '../import-kind.ts'
import { ownersOf } from '../store/known-keys.ts'
import { type ListSpec, OwnedLists } from '../store/owned-list.ts'
import { ownerIn } from '../store/owner.ts'
import { SourceRows, type SourceSpec } from '../store/source-rows.ts'
import { PersonRecord } from './person-record.ts'
import { type ReadyPerson, readyPerson } from './ready-person.ts'

const persons: SourceSpec = {
  table: 'persons',
  key: 'person_id',
  values: ['kind'],
  optional: { is_protected: false },
  isVersioned: true,
}

const names: ListSpec = {
  table: 'person_names',
  owner: 'person_id',
  identity: ['name_type', 'given_name', 'surname', 'organisation_name'],
  values: [],
  isVersioned: false,
}

const contacts: ListSpec = {
  table: 'person_contacts',
  owner: 'person_id',
  identity: ['contact_type', 'normalised_value'],
  values: ['value', 'is_primary', 'state'],
  isVersioned: true,
  // A value that a customer entered in the portal stays until staff decide, or the CIS has it too.
  kept: "t.state <> 'approved'",
}

const identifiers: ListSpec = {
  table: 'person_identifiers',
  owner: 'person_id',
  identity: ['identifier_type', 'value_hash'],
  values: ['masked_value'],
  carried: ['value_encrypted'],
  isVersioned: true,
}

/** People with their names, contacts and identifiers. */
export const people: ImportKind<ReadyPerson> = {
  noun: 'people',
  schema: PersonRecord,
  prepare: readyPerson,
  store,
}

/** Returns the records of people who were erased; the import rejects them. */
async function erasedOf(sql: Sql, batch: readonly ReadyPerson[]): Promise<Set<number>> {
  const rows = await sql`SELECT encode(source_key_hash, 'hex') AS hash FROM person_erasures
    WHERE source_key_hash = ANY (${batch.flatMap(({ erasedKeys }) => erasedKeys)}::bytea[])`
  const hashes = new Set(rows.map(({ hash }) => String(hash)))
  const isErased = ({ erasedKeys }: ReadyPerson) => erasedKeys.some((key) => hashes.has(key.toString('hex')))
  return new Set(batch.flatMap((one, at) => (isErased(one) ? [at] : [])))
}

async function store(sql: Sql, whole: readonly ReadyPerson[]): Promise<Outcome> {
  const erased = await erasedOf(sql, whole)
  const batch = whole.filter((_, at) => !erased.has(at))
  const keys = batch.map(({ sourceKey }) => sourceKey)
  const owners = await ownersOf(sql, 'persons', 'person_id', keys)
  const rows = new SourceRows(persons)
  const lists = {
    names: new OwnedLists(names),
    contacts: new OwnedLists(contacts),
    identifiers: new OwnedLists(identifiers),
  }
  const refused = [...erased].map((at) => ({
    at,
    problems: [{ field: 'sourceKey', reason: 'person-erased' }],
  }))
  let created = 0
  for (const person of batch) {
    const owner = ownerIn(owners, person.sourceKey)
    if (owner.isNew) created += 1
    rows.add(owner, person.sourceKey, [person.kind], [person.isProtected])
    lists.names.add(owner, person.names)
    if (person.contacts) lists.contacts.add(owner, person.contacts)
    if (person.identifiers) lists.identifiers.add(owner, person.identifiers)
  }
  await rows.copyNew(sql)
  const touched: string[] = []
  for (const list of Object.values(lists)) touched.push(...(await list.store(sql)))
  const changed = (await rows.storeChanges(sql, touched)).length
  return { created, changed, unchanged: batch.length - created - changed, rejected: refused }
}
