import { z } from 'zod'
import { cleanTyped, telephoneOf } from '#features/customer-search/index.ts'

const Email = z.email()

/** Returns the value by which a contact is found: a telephone in E.164, an e-mail address in lower case. Undefined if it is neither. */
export function normalisedContact(type: 'phone' | 'mobile' | 'email', value: string): string | undefined {
  if (type === 'email') {
    const lower = cleanTyped(value).toLowerCase()
    return Email.safeParse(lower).success ? lower : undefined
  }
  return telephoneOf(value)
}
