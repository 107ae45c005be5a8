import type { Locale } from '@porchlight/contract/values.ts'
import en from './locales/en.json' with { type: 'json' }
import es from './locales/es.json' with { type: 'json' }

/** The words of the few pages that the server writes without a front end. */
export type WordKey = keyof typeof en

const locales: Record<Locale, Record<WordKey, string>> = { en, es }

export const wordsIn = (locale: Locale): Record<WordKey, string> => locales[locale]

/** The reader's language: chosen in this browser (the cookie `language`), else what the browser accepts first. */
export function readersLocale(headers: {
  cookie?: string | undefined
  'accept-language'?: string | undefined
}): Locale {
  const chosen = /(?:^|; )language=(en|es)(?:;|$)/.exec(headers.cookie ?? '')?.[1]
  for (const name of [chosen, ...(headers['accept-language'] ?? '').split(',')]) {
    const language = name?.trim().slice(0, 2).toLowerCase()
    if (language === 'en' || language === 'es') return language
  }
  return 'en'
}
