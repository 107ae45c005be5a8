import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'

/** Telephones without a country's number are of this one, as in the customer search. */
const COUNTRY = 'US'
const Email = z.email()

/** E.164 of a telephone, lower case of an e-mail address: what contacts are found by. Undefined for what is neither. */
export function normalisedContact(type: 'phone' | 'mobile' | 'email', value: string): string | undefined {
  if (type === 'email') {
    const lower = value.toLowerCase()
    return Email.safeParse(lower).success ? lower : undefined
  }
  const phone = parsePhoneNumberFromString(value, COUNTRY)
  return phone?.isPossible() ? phone.number : undefined
}
