import type { Locale } from '@porchlight/contract/values.ts'
import { oneStop } from '@porchlight/locales/one-stop.ts'
import { type WordKey, wordsOf } from '@porchlight/locales/words.ts'
import { IntlMessageFormat } from 'intl-messageformat'

export type MessageWord = WordKey<'mail'>

const locales = wordsOf('mail')

/** Returns whether there is such a sentence. */
export const hasWords = (key: string): key is MessageWord => key in locales.en

/** Returns the words of mail for a key, in the recipient's language, with the values in their places (ICU message syntax). */
export function mailWords(
  locale: Locale,
  key: MessageWord,
  values: Record<string, string | number> = {},
): string {
  return oneStop(
    String(
      new IntlMessageFormat(locales[locale][key], locale, undefined, { ignoreTag: true }).format(values),
    ),
  )
}
