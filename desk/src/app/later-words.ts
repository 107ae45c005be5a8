import type { Locale } from '@porchlight/locales/words.ts'

/** The words that only later screens show. Empty here, where every word is at hand; a bundle has them in this place (tools/desk-words.mjs). */
export const laterWords: Partial<Record<Locale, Record<string, string>>> = {}
