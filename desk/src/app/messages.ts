import { translatorsOf } from '@porchlight/locales/translator.ts'
import { type Locale, type WordKey, wordsOf } from '@porchlight/locales/words.ts'
import { compileMessage, type Values } from './message-format.ts'

export type MessageKey = WordKey<'desk'>
export type { Locale }

/** Each bundle contains the texts of one language (tools/build-plan.mjs). */
const locales = wordsOf('desk')

/** Adds the words that were loaded with the later screens. */
export function addWords(more: Partial<Record<Locale, Record<string, string>>>): void {
  Object.assign(locales.en, more.en)
  Object.assign(locales.es, more.es)
}

export type { Values } from './message-format.ts'
/** Returns the text of a key in the reader's language, with the values filled in (ICU message syntax). */
export type Translate = (key: MessageKey, values?: Values) => string

export const translator: (locale: Locale) => Translate = translatorsOf(locales, compileMessage)

/** Returns the text for a name that comes as data: `word('role', 'account-holder')` reads `role.account-holder`. */
export type Word = (family: string, name: string | null | undefined) => string

/** Returns a `Word`. A name without a text (a utility may add roles, purposes ...) is shown as it is, split into words. */
export function wordsFor(t: Translate): Word {
  return (family, name) => {
    if (!name) return ''
    const key = `${family}.${name}`
    if (key in locales.en || key in locales.es) return t(key as MessageKey)
    // Free text and the names of other systems are returned unchanged.
    if (!/^[a-z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*$/.test(name)) return name
    return name
      .replace(/([a-z])([A-Z])/g, (_, end, begin) => `${end} ${begin.toLowerCase()}`)
      .replaceAll('-', ' ')
  }
}

/** Returns the names that a family has texts for: for `task-type`, every task type. */
export const namesOf = (family: string): string[] =>
  Object.keys({ ...locales.es, ...locales.en }).flatMap((key) =>
    key.startsWith(`${family}.`) ? [key.slice(family.length + 1)] : [],
  )

/** Capitalizes the first letter. The same words are used inside sentences elsewhere, in lower case. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)
