import { afterAll, beforeAll, expect, test } from 'vitest'
import { openImportApp } from '../import.fixture.ts'

let app: Awaited<ReturnType<typeof openImportApp>>
beforeAll(async () => {
  app = await openImportApp()
  const person = (n: number) => ({ sourceKey: `P-${n}`, names: [{ given: 'Ana', surname: `Vega${n}` }] })
  await app.bringRecords('people', person(1), person(2), person(3))
})
afterAll(() => app.close())

const tables = [
  'accounts',
  'mailing_addresses',
  'account_persons',
  'premises',
  'service_points',
  'geographic_identifiers',
  'service_agreements',
  'service_agreement_points',
  'record_entries',
]
const none = { created: 0, changed: 0, unchanged: 0, rejected: 0, superseded: 0, rejects: [] }

const place = { line1: '12 Oak St', city: 'Port Ellis', region: 'CA', postalCode: '92101' }
const premise = (n: number) => ({
  sourceKey: `PR-${n}`,
  ...place,
  division: 'Harbor',
  latitude: 32.7,
  longitude: -117.1,
  geographicIdentifiers: [{ type: 'parcel', value: `200-${n}` }],
  servicePoints: [
    {
      sourceKey: `SP-${n}-E`,
      serviceType: 'electricity',
      meterNumber: 'E1',
      geographicIdentifiers: [{ type: 'feeder', value: 'F-7' }],
    },
    { sourceKey: `SP-${n}-G`, serviceType: 'gas' },
  ],
})
const agreement = (n: number) => ({
  sourceKey: `SA-${n}`,
  serviceType: 'electricity',
  startedOn: '2020-01-01',
  servicePoints: [`SP-${n}-E`],
})
const main = (person: string) => ({ person, isMainCustomer: true })
const account = (n: number, more: object = {}) => ({
  sourceKey: `A-${n}`,
  customerClass: 'residential',
  division: 'Harbor',
  status: 'active',
  openedOn: '2020-01-01',
  mailingAddress: place,
  persons: [main('P-1'), { person: 'P-2', relationshipType: 'spouse', isFinanciallyResponsible: true }],
  premises: [premise(n)],
  serviceAgreements: [agreement(n)],
  ...more,
})
const one = account(1, { accountId: 1_000_000_000, balanceCents: 1250, isPaperless: true })

async function accountOf(n: number) {
  const [row] = await app.owner`SELECT a.account_id, a.version, a.balance_cents, a.is_paperless,
      m.line1, m.version AS address_version,
      ARRAY(SELECT p.source_key || ' ' || relationship_type || ' ' || (CASE WHEN is_main_customer THEN 'main' WHEN
        is_financially_responsible THEN 'responsible' ELSE 'other' END) FROM account_persons ap JOIN persons p USING (person_id)
        WHERE ap.account_id = a.account_id ORDER BY 1) AS persons,
      ARRAY(SELECT s.source_key || ' ' || COALESCE(ended_on::text, 'open') || ' ' || sp.source_key || ' ' || pr.source_key
        FROM service_agreements s
        JOIN service_agreement_points USING (service_agreement_id) JOIN service_points sp USING (service_point_id)
        JOIN premises pr USING (premise_id) WHERE s.account_id = a.account_id ORDER BY 1) AS agreements
    FROM accounts a LEFT JOIN mailing_addresses m USING (account_id) WHERE a.source_key = ${`A-${n}`}`
  return row
}

test('accounts come in with persons, address, premises and agreements; ids are kept or given', async () => {
  expect(await app.bringRecords('accounts', one, account(2), account(3))).toEqual({ ...none, created: 3 })
  expect(await accountOf(1)).toMatchObject({
    accountId: 1_000_000_000,
    version: 1,
    balanceCents: 1250,
    isPaperless: true,
    line1: '12 Oak St',
    persons: ['P-1 main main', 'P-2 spouse responsible'],
    agreements: ['SA-1 open SP-1-E PR-1'],
  })
  const [second, third] = [(await accountOf(2))?.accountId, (await accountOf(3))?.accountId]
  expect(new Set([1_000_000_000, second, third]).size).toBe(3)
  const geographic = await app.owner`SELECT identifier_type, value FROM geographic_identifiers g
    JOIN service_points s USING (service_point_id) WHERE s.source_key = 'SP-1-E'`
  expect(geographic).toEqual([{ identifierType: 'feeder', value: 'F-7' }])
})

test('an account number is ten digits: refuses numbers that a spreadsheet or a program reformatted', async () => {
  const header =
    'sourceKey,accountId,customerClass,division,status,openedOn,persons.0.person,persons.0.isMainCustomer'
  const numbers = ['1.24E+09', '0x7FFFFFFE', '1240000000.00', '01240000000', '1,24E+09', '+1240000000']
  const rows = numbers.map(
    (number, nth) => `N-${nth},"${number}",residential,Harbor,active,2020-03-01,P-1,yes`,
  )
  const file = app.write([header, ...rows, ',,,,,,,', ' ,,\t,,,,,'].join('\n'), 'csv')
  expect(await app.bring('accounts', file)).toMatchObject({ created: 0, rejected: numbers.length })
  expect(app.rejectsOf(file)).toEqual(numbers.map((_, nth) => `${nth + 2} accountId wrong-type`))

  const record = JSON.stringify({ ...account(90), accountId: 0 })
  const lines = ['"5.2E+09"', '5.2E+09', '1240000000.0', '" 1240000000"', 'true', '[1240000000]'].map(
    (number) => record.replace('"accountId":0', `"accountId":${number}`),
  )
  const json = app.write(lines.join('\n'), 'ndjson')
  expect(await app.bring('accounts', json)).toMatchObject({ created: 0, rejected: lines.length })
  for (const reject of app.rejectsOf(json)) expect(reject).toMatch(/accountId wrong-(type|format)$/)
})

test('importing the same file again writes nothing', async () => {
  const before = await app.fingerprint(...tables)
  const again = await app.bringRecords('accounts', one, account(2), account(3))
  expect(again).toEqual({ ...none, unchanged: 3 })
  expect(await app.fingerprint(...tables)).toEqual(before)
})

test('writes changes: another main customer, an ended agreement, a premise, a balance', async () => {
  const moved = { ...premise(1), line2: 'Apt 3', geographicIdentifiers: [], servicePoints: [] }
  const changed = account(1, {
    closedOn: '2026-05-01',
    persons: [main('P-2'), { person: 'P-3', relationshipType: 'landlord' }],
    premises: [moved],
    serviceAgreements: [{ ...agreement(1), endedOn: '2026-05-01' }],
  })
  expect(await app.bringRecords('accounts', changed)).toEqual({ ...none, changed: 1 })
  expect(await accountOf(1)).toMatchObject({
    version: 2,
    balanceCents: 1250,
    isPaperless: true,
    persons: ['P-2 main main', 'P-3 landlord other'],
    agreements: ['SA-1 2026-05-01 SP-1-E PR-1'],
  })
  const [row] = await app.owner`SELECT line2, version, (SELECT count(*)::int FROM geographic_identifiers g
    WHERE g.premise_id = p.premise_id) AS identifiers FROM premises p WHERE source_key = 'PR-1'`
  expect(row).toEqual({ line2: 'Apt 3', version: 2, identifiers: 0 })
  expect(
    await app.bringRecords('accounts', account(1, { premises: [moved], serviceAgreements: [] })),
  ).toMatchObject({
    changed: 1,
  })
  expect(await accountOf(1)).toMatchObject({
    persons: ['P-1 main main', 'P-2 spouse responsible'],
    agreements: [],
  })
  const onlyPremise = { ...moved, line2: '' }
  const { version } = (await accountOf(1)) ?? {}
  expect(await app.bringRecords('premises', onlyPremise)).toMatchObject({ changed: 1 })
  expect(await accountOf(1)).toMatchObject({ version })
})

test('a customer’s own mailing address is not undone by what the feed said before', async () => {
  const id = (await accountOf(2))?.accountId
  await app.owner`UPDATE mailing_addresses SET line1 = 'PO Box 9', version = version + 1 WHERE account_id = ${id}`
  const richer = account(2, { balanceCents: 99 })
  expect(await app.bringRecords('accounts', richer)).toMatchObject({ changed: 1 })
  expect(await accountOf(2)).toMatchObject({ line1: 'PO Box 9', addressVersion: 2, balanceCents: 99 })
  const taken = account(2, { mailingAddress: { ...place, line1: 'PO Box 9' } })
  expect(await app.bringRecords('accounts', taken)).toMatchObject({ unchanged: 1 })
  const another = account(2, { mailingAddress: { ...place, line1: '1 Elm St' } })
  expect(await app.bringRecords('accounts', another)).toMatchObject({ changed: 1 })
  expect(await accountOf(2)).toMatchObject({ line1: '1 Elm St', addressVersion: 3 })
  expect(await app.bringRecords('accounts', another)).toMatchObject({ unchanged: 1 })
})

test('the own address of a person who is hidden from the others never comes back as the address of the account', async () => {
  const id = (await accountOf(2))?.accountId
  await app.owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email) VALUES ('ada', 'x', 'ada', 'Ada', 'ada@example.com')`
  await app.owner`INSERT INTO holder_protections (account_id, person_id, kind, reason, marked_by_csr_id, marked_at, shown_name,
      shown_web_users, line1, city, region, postal_code, was_protected)
    SELECT ${id}, person_id, 'family-violence', 'she called', 'ada', now(), 'Ana', '{}', '5 Shelter Rd.', 'Port Ellis', 'CA', '92101', false
    FROM persons WHERE source_key = 'P-2'`
  const bring = (line1: string) =>
    app.bringRecords('accounts', account(2, { mailingAddress: { ...place, line1 } }))
  await bring('5 SHELTER RD')
  expect(await accountOf(2)).toMatchObject({ line1: '1 Elm St' })
  await bring('2 Ash St')
  expect(await accountOf(2)).toMatchObject({ line1: '2 Ash St' })
  await app.owner`UPDATE holder_protections SET removed_at = now(), removed_by_csr_id = 'ada'`
  await bring('5 SHELTER RD')
  expect(await accountOf(2)).toMatchObject({ line1: '5 SHELTER RD' })
})

test('the portal’s own account-person rows stay, until the CIS has the person too', async () => {
  const { accountId } = (await accountOf(3)) ?? {}
  await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
    SELECT ${accountId}, person_id, 'self-service' FROM persons WHERE source_key = 'P-3'`
  expect(await app.bringRecords('accounts', account(3))).toMatchObject({ unchanged: 1 })
  expect((await accountOf(3))?.persons).toContain('P-3 self-service other')
  const persons = [main('P-1'), { person: 'P-3', relationshipType: 'co-tenant' }]
  expect(await app.bringRecords('accounts', account(3, { persons }))).toMatchObject({ changed: 1 })
  expect((await accountOf(3))?.persons).toEqual(['P-1 main main', 'P-3 co-tenant other'])
})

test('rejects a record that breaks a rule, with field and reason, and imports the rest of its batch', async () => {
  const persons = (...list: object[]) => ({ persons: list })
  const outcome = await app.bringRecords(
    'accounts',
    account(11, persons(main('P-9'))),
    account(12, persons({ person: 'P-1', relationshipType: 'spouse' })),
    account(13, persons(main('P-1'), main('P-2'))),
    account(14, persons({ ...main('P-1'), isFinanciallyResponsible: false })),
    account(15, persons({ ...main('P-1'), isThirdPartyGuarantor: true })),
    account(16, persons(main('P-1'), { person: 'P-2', relationshipType: 'self-service' })),
    account(17, persons(main('P-1'), { person: 'P-2', relationshipType: 'cousin' })),
    account(18, persons(main('P-1'), { person: 'P-1', relationshipType: 'spouse' })),
    account(19, { persons: undefined }),
    account(20, { accountId: 1_000_000_000 }),
    account(1, { accountId: 1_000_000_009 }),
    account(21, { accountId: 999 }),
    account(22, { closedOn: '2019-12-31' }),
    account(23, { serviceAgreements: [{ ...agreement(23), endedOn: '2019-01-01' }] }),
    account(24, { serviceAgreements: [{ ...agreement(24), servicePoints: ['SP-0'] }] }),
    account(25, { serviceAgreements: [{ ...agreement(25), servicePoints: ['SP-25-G'] }] }),
    account(26, { serviceAgreements: [agreement(2)] }),
    account(27, { openedOn: '2026-02-30', customerClass: 'industrial' }),
    account(28, { premises: [{ ...premise(28), latitude: 91 }] }),
    // Its service point comes with a record that is rejected.
    account(29, { serviceAgreements: [{ ...agreement(29), servicePoints: ['SP-11-E'] }] }),
    account(30, persons(main('P-1'), { person: 'P-2' })),
    account(31),
  )
  expect(outcome).toMatchObject({ created: 1, rejected: 21 })
  expect(outcome.rejects).toEqual([
    '1 persons.0.person person-unknown',
    '2 persons no-main-customer',
    '3 persons.1.isMainCustomer more-than-one-main-customer',
    '4 persons.0.isFinanciallyResponsible main-customer-not-responsible',
    '5 persons.0.isThirdPartyGuarantor main-customer-as-guarantor',
    '6 persons.1.relationshipType relationship-type-reserved',
    '7 persons.1.relationshipType relationship-type-unknown',
    '8 persons.1.person there-twice',
    '9 persons no-main-customer',
    '10 accountId account-id-taken',
    '11 accountId not-the-id-it-has',
    '12 accountId too-small',
    '13 closedOn closed-before-opened',
    '14 serviceAgreements.0.endedOn ended-before-started',
    '15 serviceAgreements.0.servicePoints.0 service-point-unknown',
    '16 serviceAgreements.0.servicePoints.0 not-of-this-service-type',
    '17 serviceAgreements.0.sourceKey of-another-account',
    '18 customerClass not-one-of-the-values',
    '18 openedOn wrong-format',
    '19 premises.0.latitude too-large',
    '20 serviceAgreements.0.servicePoints.0 service-point-unknown',
    '21 persons.1.relationshipType required',
  ])
  expect(await app.owner`SELECT source_key FROM premises WHERE source_key = 'PR-11'`).toHaveLength(0)
})

test('as CSV: a line an account, with columns for what it has', async () => {
  const columns = `sourceKey,customerClass,division,status,openedOn,persons.0.person,persons.0.isMainCustomer,
persons.1.person,persons.1.relationshipType,mailingAddress.line1,mailingAddress.city,mailingAddress.region,mailingAddress.postalCode,
premises.0.sourceKey,premises.0.line1,premises.0.city,premises.0.region,premises.0.postalCode,premises.0.division,
premises.0.servicePoints.0.sourceKey,premises.0.servicePoints.0.serviceType,serviceAgreements.0.sourceKey,
serviceAgreements.0.serviceType,serviceAgreements.0.startedOn,serviceAgreements.0.servicePoints.0`
  const address = '9 Elm St,Port Ellis,CA,01234'
  const row = `A-50,residential,Harbor,active,2024-02-29,P-1,yes,,,${address},PR-50,${address},Harbor,SP-50,water,SA-50,water,2024-03-01,SP-50`
  const file = app.write(`${columns.replaceAll('\n', '')}\n${row}\n`, 'csv')
  expect(await app.bring('accounts', file)).toMatchObject({ created: 1, rejected: 0 })
  expect(await accountOf(50)).toMatchObject({
    persons: ['P-1 main main'],
    agreements: ['SA-50 open SP-50 PR-50'],
  })
  const [{ postalCode } = {}] = await app.owner`SELECT postal_code FROM premises WHERE source_key = 'PR-50'`
  expect(postalCode).toBe('01234')
  expect(await app.bring('accounts', file)).toMatchObject({ unchanged: 1 })
})
