import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Household } from '../town/household.ts'
import {
  accountKeys,
  firstLabeledAccount,
  firstLabeledHousehold,
  personKey,
  premiseKey,
} from '../town/keys.ts'
import type { LabeledPerson } from './labeled-person.ts'

/** Returns a telephone as the product stores it: E.164 if it is a number of the utility's country, otherwise its digits. */
function normalisedPhone(written: string): string {
  const parsed = parsePhoneNumberFromString(written, 'US')
  return parsed?.isPossible() ? parsed.number : `+1${written.replace(/\D/g, '')}`
}

/** Returns the key of the nth person of the files. */
export const labeledPersonId = (at: number) => personKey(firstLabeledHousehold + at, 0)

/** Returns a person of a file as a household of one, with an account and a premise. */
export function labeledHousehold(person: LabeledPerson, at: number): Household {
  const index = firstLabeledHousehold + at
  const isFirm = person.organisation !== ''
  // The schema requires a surname, so a person's only name is stored as the surname.
  const surname = person.surname || person.given || 'Unknown'
  const given = person.surname === '' ? null : person.given || null
  const premise = {
    premiseId: premiseKey(index, 0),
    house: '',
    street: person.street,
    unit: person.unit,
    city: person.city,
    region: person.region,
    postalCode: person.postalCode,
    division: 'Harbor',
    parcel: null,
    services: ['electricity' as const],
  }
  const personId = labeledPersonId(at)
  return {
    persons: [
      {
        personId,
        name: isFirm
          ? { given: null, surname: null, organisation: person.organisation }
          : { given, surname, organisation: null },
        aliases: [],
        contacts: [
          ...person.phones.map((phone) => ({
            type: 'phone' as const,
            written: phone,
            normalised: normalisedPhone(phone),
          })),
          ...person.emails.map((email) => ({
            type: 'email' as const,
            written: email,
            normalised: email.toLowerCase(),
          })),
        ],
        identifiers: person.identifiers,
        webUser: null,
        sourceKey: `labeled:${person.id}`,
      },
    ],
    premises: [premise],
    accounts: [
      {
        accountId: person.accountId ?? firstLabeledAccount + at,
        firstAgreementId: accountKeys(index, 0).firstAgreementId,
        isCommercial: isFirm,
        persons: [{ personId, relationship: 'main' }],
        places: [{ premiseId: premise.premiseId, services: premise.services, until: null }],
        mailTo: premise,
      },
    ],
  }
}
