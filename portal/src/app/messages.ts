import { IntlMessageFormat } from 'intl-messageformat'
import en from '../locales/en.json' with { type: 'json' }
import es from '../locales/es.json' with { type: 'json' }

export type MessageKey = keyof typeof en
export type Locale = 'en' | 'es'

/** A new language is a file beside these two and a line here. */
const locales: Record<Locale, Record<MessageKey, string>> = { en, es }

export type Values = Record<string, string | number | Date | null | undefined>
/** The words for a key, in the reader's language, with the values in their places (ICU message syntax). */
export type Translate = (key: MessageKey, values?: Values) => string

const compiled = new Map<string, IntlMessageFormat>()

export function translator(locale: Locale): Translate {
  return (key, values) => {
    const id = `${locale} ${key}`
    const text = locales[locale][key]
    if (!text.includes('{')) return text
    let message = compiled.get(id)
    if (!message) {
      message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
      compiled.set(id, message)
    }
    return String(message.format(values))
  }
}

/** The key if the locale files have it: for names that come as data (`task.<type>`, `reason.<name>`). */
export function knownKey(key: string, otherwise: MessageKey): MessageKey {
  return key in en ? (key as MessageKey) : otherwise
}

/** The reader's language: chosen in this browser, else the web user's own, else what the browser accepts. */
export function chooseLocale(
  chosen: string | undefined,
  own: string | undefined,
  accepted: string | undefined,
): Locale {
  for (const name of [chosen, own, ...(accepted ?? '').split(',')]) {
    const language = name?.trim().slice(0, 2).toLowerCase()
    if (language === 'en' || language === 'es') return language
  }
  return 'en'
}
