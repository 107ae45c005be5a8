import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { febrlName, readFebrl } from './febrl.ts'
import { answerable } from './load.ts'
import { readPeople } from './read-people.ts'
import { readQueries } from './read-queries.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-labeled-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}

const maria = {
  id: 'p1',
  given: 'Maria',
  surname: 'Alvarez',
  street: '12 Oak St',
  unit: '',
  city: 'Port "Ell", CA',
  region: '',
  postalCode: '92101',
  organisation: '',
  phones: ['619-555-0101', '619-555-0102'],
  emails: [],
  identifiers: [{ type: 'tax-id', value: '9:1' }],
  accountId: null,
}

test('people are read alike from NDJSON and from CSV', () => {
  const { accountId: _, organisation: __, ...said } = maria
  expect(readPeople(file('people.ndjson', `${JSON.stringify(said)}\n\n`))).toEqual([maria])
  const csv = `id,given,surname,street,city,postalCode,phones,identifiers\r
p1,Maria,Alvarez,12 Oak St,"Port ""Ell"", CA",92101,619-555-0101; 619-555-0102,tax-id:9:1\r\n`
  expect(readPeople(file('people.csv', csv))).toEqual([maria])
})

test('queries are read alike, their bodies unchanged', () => {
  const query = { family: 'f', body: { name: 'mria', street: '12 oak' }, expect: ['p1', 'p2'] }
  expect(readQueries(file('queries.ndjson', JSON.stringify(query)))).toEqual([query])
  expect(readQueries(file('queries.csv', 'family,name,street,city,expect\nf,mria,12 oak,,p1;p2'))).toEqual([
    query,
  ])
  expect(readQueries(file('one.ndjson', '{"family":"f","body":{"box":"x"},"expect":"p1"}'))).toEqual([
    { family: 'f', body: { box: 'x' }, expect: ['p1'] },
  ])
})

test('refuses a line that does not fit the format, and a query without a person, with its line number', () => {
  expect(() => readPeople(file('bad.ndjson', '{"id":"1"}\n{"surname":"x"}'))).toThrow(/bad\.ndjson, record 2/)
  expect(() => readPeople(file('worse.ndjson', '{"id":"1"}\nid: 2'))).toThrow(/worse\.ndjson, line 2/)
  const query = { family: 'f', body: {}, expect: ['p9'] }
  expect(() => answerable([query], new Map())).toThrow('a query of f expects p9, who is in no people file')
})

test('FEBRL files of either layout: originals are people, duplicates what is asked for them', () => {
  const heading = 'rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state'
  const a = file('dataset4a.csv', `${heading}\nrec-7-org, ann, lee, 6, oak street, flat 2, ham, 4011, wa\n`)
  const b = file('dataset4b.csv', `${heading}\nrec-7-dup-0, anne, , , oak st, , ham, 4011, wa\n`)
  const linked = readFebrl([a, b])
  expect(linked.people).toMatchObject([
    { id: 'febrl-4-7', given: 'ann', street: '6 oak street', unit: 'flat 2' },
  ])
  expect(linked.queries).toEqual([
    {
      family: 'febrl-4',
      body: { name: 'anne', street: 'oak st', city: 'ham', postalCode: '4011', limit: 50 },
      expect: ['febrl-4-7'],
    },
  ])
  const dsgen = file(
    'dataset_D_10000.csv',
    `${heading},phone_number,soc_sec_id\n120,ann,lee,6,oak,,ham,4011,wa,02 1,77\n121,anne,lee,6,oak,,ham,4011,wa,02 1,78`,
  )
  const { people, queries } = readFebrl([dsgen])
  expect(people).toMatchObject([
    { id: 'febrl-d-12', phones: ['02 1'], identifiers: [{ type: 'tax-id', value: '77' }] },
  ])
  expect(queries.map(({ family }) => family)).toEqual(['febrl-d', 'febrl-d-phone', 'febrl-d-person-id'])
  expect(febrlName('/x/dataset_D_org_10000.csv')).toBe('febrl-d')
})
