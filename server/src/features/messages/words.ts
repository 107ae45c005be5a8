import type { Locale } from '@porchlight/contract/values.ts'
import { IntlMessageFormat } from 'intl-messageformat'
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }

export type MessageWord = keyof typeof en

/** A new language is a file beside these two and a line here. */
const locales: Record<Locale, Record<MessageWord, string>> = { en, es }

/** Whether there is such a sentence. */
export const hasWords = (key: string): key is MessageWord => key in en

/** The words of mail for a key, in the recipient's language, with the values in their places (ICU message syntax). */
export function mailWords(
  locale: Locale,
  key: MessageWord,
  values: Record<string, string | number> = {},
): string {
  return String(
    new IntlMessageFormat(locales[locale][key], locale, undefined, { ignoreTag: true }).format(values),
  )
}
