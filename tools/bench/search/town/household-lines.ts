import { blindIndex, maskValue, sealValue } from '@porchlight/server/encryption/sealed-value.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import type { FilledTable } from './filled-tables.ts'
import {
  type Account,
  type Household,
  line1,
  line2,
  type Name,
  type Person,
  type Premise,
} from './household.ts'
import { servicePointKey } from './keys.ts'

type Cell = string | number | boolean | null | Uint8Array
/** Takes the cells of a row, in the order of its table's columns. */
export type AddLine = (table: FilledTable, line: string) => void

const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function cellText(cell: Cell): string {
  if (typeof cell === 'string')
    return special.test(cell) ? cell.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : cell
  if (cell === null) return '\\N'
  return cell instanceof Uint8Array ? `\\\\x${Buffer.from(cell).toString('hex')}` : String(cell)
}

/** One sealed value for all rows: no search opens it, and sealing millions of values takes longer than everything else. */
const sealed = sealValue(testEncryptionKey, 'X1234567')

/** Adds the rows of a household as lines of COPY's text format, parents before children. */
export function addHousehold(household: Household, addLine: AddLine): void {
  const add = (table: FilledTable, ...cells: Cell[]) => addLine(table, cells.map(cellText).join('\t'))
  for (const person of household.persons) addPerson(person, add)
  for (const premise of household.premises) addPremise(premise, add)
  for (const account of household.accounts) addAccount(account, add)
  for (const { webUser, personId } of household.persons) {
    if (!webUser) continue
    add('web_users', webUser.webUserId, webUser.userName, webUser.email, personId)
    for (const { accountId, persons } of household.accounts)
      if (persons.some((person) => person.personId === personId))
        add(
          'web_user_accounts',
          webUser.webUserId,
          accountId,
          persons[0]?.personId === personId ? 'account-holder' : 'viewer',
        )
  }
}

type Add = (table: FilledTable, ...cells: Cell[]) => void

function addPerson({ personId, name, aliases, contacts, identifiers, sourceKey }: Person, add: Add): void {
  add('persons', personId, name.organisation === null ? 'human' : 'organisation', sourceKey)
  const addName = (type: string, { given, surname, organisation }: Name) =>
    add('person_names', personId, type, given, surname, organisation)
  addName('primary', name)
  for (const alias of aliases) addName('alias', alias)
  contacts.forEach(({ type, written, normalised }, at) => {
    add('person_contacts', personId, type, written, normalised, at === 0)
  })
  for (const { type, value } of identifiers) {
    add(
      'person_identifiers',
      personId,
      type,
      sealed,
      blindIndex(testEncryptionKey, type, value),
      maskValue(value),
    )
  }
}

function addPremise(premise: Premise, add: Add): void {
  const { premiseId, city, region, postalCode, division, parcel, services } = premise
  add('premises', premiseId, line1(premise), line2(premise), city, region, postalCode, division)
  services.forEach((service, at) => {
    const servicePointId = servicePointKey(premiseId, at)
    add(
      'service_points',
      servicePointId,
      premiseId,
      service,
      `${service === 'gas' ? 'G' : 'E'}-${servicePointId}`,
    )
  })
  if (parcel !== null) add('geographic_identifiers', premiseId, 'parcel', parcel)
}

function addAccount(
  { accountId, firstAgreementId, isCommercial, persons, places, mailTo }: Account,
  add: Add,
): void {
  const { city, region, postalCode, division } = mailTo
  add('accounts', accountId, isCommercial ? 'commercial' : 'residential', division, 'active', '2019-04-01')
  add('mailing_addresses', accountId, line1(mailTo), line2(mailTo), city, region, postalCode)
  persons.forEach(({ personId, relationship }, at) => {
    add('account_persons', accountId, personId, at === 0, at === 0, relationship)
  })
  let agreementId = firstAgreementId
  for (const { premiseId, services, until } of places) {
    services.forEach((service, at) => {
      add('service_agreements', agreementId, accountId, service, '2019-04-01', until)
      add('service_agreement_points', agreementId, servicePointKey(premiseId, at))
      agreementId += 1
    })
  }
}
