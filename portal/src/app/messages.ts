import type { HelpLines } from '@porchlight/contract/help.ts'
import { translatorsOf } from '@porchlight/locales/translator.ts'
import { type Locale, type WordKey, wordsOf } from '@porchlight/locales/words.ts'
import { IntlMessageFormat } from 'intl-messageformat'

export type MessageKey = WordKey<'portal'>
export type { Locale }

const locales = wordsOf('portal')

export type Values = Record<string, string | number | Date | null | undefined>
/** The words for a key, in the reader's language, with the values in their places (ICU message syntax). */
export type Translate = (key: MessageKey, values?: Values) => string

export const translator: (locale: Locale) => Translate = translatorsOf(locales, (text, locale) => {
  const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
  return (values: Values) => String(message.format(values))
})

type Said = Pick<HelpLines, 'phone'> & { passwordLength: number }

/**
 * Returns a translator that puts what the utility has set into every text that says it: the telephone number (`{atPhone}`) and how
 * many characters a password has at least (`{passwordLength}`).
 */
export function sayingWhatIsSet(t: Translate, { phone, passwordLength }: Said): Translate {
  const atPhone = phone ? t('help.at-phone', { phone }) : ''
  return (key, values) => t(key, { atPhone, passwordLength, ...values })
}

/** Returns the key if the locale files have it, else the fallback: for names from data (`task-type.<name>`, `reason.<name>`). */
export function knownKey(key: string, otherwise: MessageKey): MessageKey {
  return key in locales.en ? (key as MessageKey) : otherwise
}
