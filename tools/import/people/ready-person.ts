import { blindIndex, maskValue, sealValue } from '@porchlight/server/features/accounts/sealed-value.ts'
import type { Cell } from '../../copy/cell.ts'
import type { PersonRecord } from './person-record.ts'

/** A person whose contacts are normalised and whose identifiers are sealed: lists as their tables' cells. */
export type ReadyPerson = {
  sourceKey: string
  kind: string
  isProtected: boolean | undefined
  names: Cell[][]
  contacts: Cell[][] | undefined
  identifiers: Cell[][] | undefined
}

export function readyPerson(record: PersonRecord, { encryptionKey }: { encryptionKey: string }): ReadyPerson {
  const { sourceKey, isProtected } = record
  const primary = record.names.find(({ type }) => type === 'primary') ?? record.names[0]
  const names = record.names.map((name) => [
    name === primary ? 'primary' : 'alias',
    name.given ?? null,
    name.surname ?? null,
    name.organisation ?? null,
  ])
  return {
    sourceKey,
    kind: primary?.organisation === undefined ? 'human' : 'organisation',
    isProtected,
    names: distinct(names, (cells) => cells.join('\t')),
    contacts: record.contacts && contactCells(record.contacts),
    identifiers: record.identifiers && identifierCells(record.identifiers, encryptionKey),
  }
}

/** The same number written twice is one contact; one of each type is its primary. */
function contactCells(contacts: NonNullable<PersonRecord['contacts']>): Cell[][] {
  const primaries = new Map<string, string>()
  for (const { type, normalised, isPrimary } of contacts)
    if (isPrimary || !primaries.has(type)) primaries.set(type, normalised)
  const cells = contacts.map(({ type, value, normalised }) => [
    type,
    normalised,
    value,
    primaries.get(type) === normalised,
    'approved',
  ])
  return distinct(cells, ([type, normalised]) => `${type}\t${normalised}`)
}

function identifierCells(identifiers: NonNullable<PersonRecord['identifiers']>, key: string): Cell[][] {
  const cells = identifiers.map(({ type, value }) => [
    type,
    blindIndex(key, type, value),
    maskValue(value),
    sealValue(key, value),
  ])
  return distinct(cells, ([type, hash]) => `${type}\t${hash}`)
}

/** The first of each key. */
function distinct<T>(list: readonly T[], keyOf: (one: T) => string): T[] {
  if (list.length < 2) return [...list]
  const byKey = new Map<string, T>()
  for (const one of list) if (!byKey.has(keyOf(one))) byKey.set(keyOf(one), one)
  return [...byKey.values()]
}
