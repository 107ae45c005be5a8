import { getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import { cleanTyped } from './clean-typed.ts'

/** The country of telephone numbers without a country code. */
const country = 'US'

/** The calling code of that country, without `+`. */
export const callingCode: string = getCountryCallingCode(country)

/**
 * Returns a whole telephone number in E.164, without its extension; undefined for any other text. Search, import and contact details all
 * use this function, so that they read numbers alike, with brackets and with an extension ('x12', 'ext. 12', '#12', ',12').
 */
export function telephoneOf(text: string): string | undefined {
  const phone = parsePhoneNumberFromString(cleanTyped(text), country)
  return phone?.isPossible() ? phone.number : undefined
}

/** Digits with the signs of a telephone between them, and perhaps an extension. */
const telephoneText =
  /^[+(]?[\d\s().%+-]+(?:[\s,;]*(?:x|ext|extension|extensi[oó]n|anexo|int|interno|#)[\s.:=]*\d{1,7}|\s*,\s*\d{1,7})?$/i

/** Returns whether a text may be a number: an account, a telephone with or without an extension, the beginning of one. */
export const isNumberText = (text: string): boolean => telephoneText.test(text) && /\d/.test(text)

/** The digits at the end of a telephone number or of an account number by which people name it. */
const digitsInEnding = 7

/** Returns the digits of a text that is a seven-digit number; null for any other text. */
export function endingOf(text: string): string | null {
  const digits = text.replace(/[\s().-]/g, '')
  return digits.length === digitsInEnding && /^\d+$/.test(digits) ? digits : null
}
