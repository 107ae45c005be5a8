import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'

/** Telephones without a country's number are of this one, as in the customer search. */
const COUNTRY = 'US'
const Email = z.email()

/** Returns the value by which a contact is found: a telephone in E.164, an e-mail address in lower case. Undefined if it is neither. */
export function normalisedContact(type: 'phone' | 'mobile' | 'email', value: string): string | undefined {
  if (type === 'email') {
    const lower = value.toLowerCase()
    return Email.safeParse(lower).success ? lower : undefined
  }
  const phone = parsePhoneNumberFromString(value, COUNTRY)
  return phone?.isPossible() ? phone.number : undefined
}
