import { onlyKey } from '@porchlight/server/encryption/encryption-keys.ts'
import { blindIndex, maskValue, sealValue } from '@porchlight/server/encryption/sealed-value.ts'
import { erasedSourceKeys } from '@porchlight/server/features/person-data/index.ts'
import { type Cell, encodedRow } from '../../copy/cell.ts'
import type { ImportKeys } from '../import-kind.ts'
import type { PersonRecord } from './person-record.ts'

/** A person whose contacts are normalized and whose identifiers are sealed: lists as their tables' rows. */
export type ReadyPerson = {
  sourceKey: string
  /** By which an erased person is known: a keyed hash of the source key. */
  /** What may be kept of the number, where the person was erased. */
  erasedKeys: Buffer[]
  kind: string
  isProtected: boolean | undefined
  names: string[]
  contacts: string[] | undefined
  identifiers: string[] | undefined
}

export function readyPerson(record: PersonRecord, keys: ImportKeys): ReadyPerson {
  const { sourceKey, isProtected } = record
  const { encryptionKey } = keys
  const primary = record.names.find(({ type }) => type === 'primary') ?? record.names[0]
  return {
    sourceKey,
    erasedKeys: erasedSourceKeys({ ...onlyKey(encryptionKey), ...keys }, sourceKey),
    kind: primary?.organisation === undefined ? 'human' : 'organisation',
    isProtected,
    names: nameRows(record.names, primary),
    contacts: record.contacts && contactRows(record.contacts),
    identifiers: record.identifiers && identifierRows(record.identifiers, encryptionKey),
  }
}

type Lists = { [L in 'names' | 'contacts' | 'identifiers']: NonNullable<PersonRecord[L]> }

/** Removes repeated names; a repeated primary name stays primary. */
function nameRows(names: Lists['names'], primary: Lists['names'][number] | undefined): string[] {
  const row = (type: string, { given, surname, organisation }: Lists['names'][number]) =>
    encodedRow([type, given ?? null, surname ?? null, organisation ?? null])
  return [...new Set(names.map((name) => row(name === primary ? 'primary' : 'alias', name)))]
}

/** Removes repeated contacts; one of each type is the primary one. */
function contactRows(contacts: Lists['contacts']): string[] {
  const primaries = new Map<string, string>()
  for (const { type, normalised, isPrimary } of contacts)
    if (isPrimary || !primaries.has(type)) primaries.set(type, normalised)
  const rows = new Map<string, Cell[]>()
  for (const { type, value, normalised } of contacts) {
    const key = `${type} ${normalised}`
    if (!rows.has(key))
      rows.set(key, [type, normalised, value, primaries.get(type) === normalised, 'approved'])
  }
  return [...rows.values()].map(encodedRow)
}

function identifierRows(identifiers: Lists['identifiers'], encryptionKey: string): string[] {
  const rows = new Map<string, string>()
  for (const { type, value } of identifiers) {
    const key = encodedRow([type, blindIndex(encryptionKey, type, value)])
    if (rows.has(key)) continue
    rows.set(key, encodedRow([maskValue(value), sealValue(encryptionKey, value)]))
  }
  return [...rows].map(([key, rest]) => `${key}\t${rest}`)
}
