import { readFileSync } from 'node:fs'
import path from 'node:path'
import { BenchRefused } from '../bench-refused.ts'
import { rowsAsked } from '../query.ts'
import { parseCsv } from './csv.ts'
import type { LabeledPerson, LabeledQuery } from './labeled-person.ts'

type Row = Record<string, string>

/** Returns the person of a record and whether the record is the original: `rec-12-org` and `rec-12-dup-0`, or 120 and 121 (dsgen). */
function truthOf(recordId: string): { person: string; isOriginal: boolean } {
  const [, person, kind] = /^rec-(\d+)-(org|dup)/.exec(recordId) ?? []
  if (person) return { person, isOriginal: kind === 'org' }
  const number = Number(recordId)
  if (!Number.isInteger(number)) throw new BenchRefused(`no FEBRL record id: ${recordId}`)
  return { person: String(Math.floor(number / 10)), isOriginal: number % 10 === 0 }
}

const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ')

/** Names a data set by its file: dataset_A_10000.csv is febrl-a, dataset4a.csv and dataset4b.csv febrl-4, dataset_D_org_10000.csv febrl-d. */
export function febrlName(file: string): string {
  const name = path.basename(file, '.csv').toLowerCase()
  const said = /^dataset_?([a-z]|\d+)/.exec(name)?.[1]
  return said ? `febrl-${said}` : name
}

function person(row: Row, id: string): LabeledPerson {
  return {
    id,
    given: row.given_name ?? '',
    surname: row.surname ?? '',
    organisation: '',
    street: joined(row.street_number, row.address_1),
    unit: row.address_2 ?? '',
    city: row.suburb ?? '',
    region: row.state ?? '',
    postalCode: row.postcode ?? '',
    phones: row.phone_number ? [row.phone_number] : [],
    emails: [],
    identifiers: row.soc_sec_id ? [{ type: 'tax-id', value: row.soc_sec_id }] : [],
    accountId: null,
  }
}

function queries(row: Row, family: string, expect: string[]): LabeledQuery[] {
  const filled = (body: Row) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''))
  const body = filled({
    name: joined(row.given_name, row.surname),
    street: joined(row.street_number, row.address_1),
    city: row.suburb ?? '',
    postalCode: row.postcode ?? '',
  })
  const query = (kind: string, body: object): LabeledQuery => ({
    family: family + kind,
    body: { ...body, limit: rowsAsked },
    expect,
  })
  return [
    query('', body),
    ...(row.phone_number ? [query('-phone', { contact: row.phone_number })] : []),
    ...(row.phone_number && row.soc_sec_id ? [query('-person-id', { identifier: row.soc_sec_id })] : []),
  ]
}

/**
 * Reads FEBRL files as people and queries. Originals become people; duplicates become queries, as a CSR might type them. Files
 * that belong together (4a and 4b, the originals and the duplicates of D) must be passed together.
 */
export function readFebrl(files: readonly string[]): { people: LabeledPerson[]; queries: LabeledQuery[] } {
  const rows = files.flatMap((file) =>
    parseCsv(readFileSync(file, 'utf8')).map((row) => {
      const family = febrlName(file)
      const { person, isOriginal } = truthOf(row.rec_id ?? '')
      return { row, family, id: `${family}-${person}`, isOriginal }
    }),
  )
  const originals = rows.filter(({ isOriginal }) => isOriginal)
  const originalIds = new Set(originals.map(({ id }) => id))
  return {
    people: originals.map(({ row, id }) => person(row, id)),
    queries: rows
      .filter(({ isOriginal, id }) => !isOriginal && originalIds.has(id))
      .flatMap(({ row, family, id }) => queries(row, family, [id])),
  }
}
