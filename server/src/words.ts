import { type Locale, localeOf } from '@porchlight/contract/values.ts'
import { type WordKey as KeyOf, wordsOf } from '@porchlight/locales/words.ts'
import { chosenLanguage } from '#http/cookie.ts'

export type WordKey = KeyOf<'server'>

const locales = wordsOf('server')

/** Returns the words of the few pages and files that the server writes without a front end. */
export const wordsIn = (locale: Locale): Record<WordKey, string> => locales[locale]

/** Returns the reader's language: chosen in this browser (the cookie `language`), else what the browser accepts first. */
export function readersLocale(headers: {
  cookie?: string | undefined
  'accept-language'?: string | undefined
}): Locale {
  return localeOf(chosenLanguage(headers.cookie), ...(headers['accept-language'] ?? '').split(','))
}
