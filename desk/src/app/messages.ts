import { type Locale, type WordKey, wordsOf } from '@porchlight/locales/words.ts'
import { compileMessage, type Values } from './message-format.ts'

export type MessageKey = WordKey<'desk'>
export type { Locale }

/** Each reader's bundle has the words of one language (tools/build-plan.mjs). */
const locales = wordsOf('desk')

export type { Values } from './message-format.ts'
/** The words for a key, in the reader's language, with the values in their places (ICU message syntax). */
export type Translate = (key: MessageKey, values?: Values) => string

const compiled = new Map<string, (values: Values) => string>()

export function translator(locale: Locale): Translate {
  return (key, values) => {
    const id = `${locale} ${key}`
    const text = locales[locale][key]
    if (!text.includes('{')) return text
    let message = compiled.get(id)
    if (!message) {
      message = compileMessage(text, locale)
      compiled.set(id, message)
    }
    return message(values ?? {})
  }
}

/** Words for a name that comes as data: `word('role', 'account-holder')` reads `role.account-holder`. */
export type Word = (family: string, name: string | null | undefined) => string

/** A name without words of its own (a utility may add roles, purposes ...) is shown as it is, its words apart. */
export function wordsFor(t: Translate): Word {
  return (family, name) => {
    if (!name) return ''
    const key = `${family}.${name}`
    if (key in locales.en || key in locales.es) return t(key as MessageKey)
    // What somebody wrote, or what another system calls a thing, is no name of ours.
    if (!/^[a-z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*$/.test(name)) return name
    return name
      .replace(/([a-z])([A-Z])/g, (_, end, begin) => `${end} ${begin.toLowerCase()}`)
      .replaceAll('-', ' ')
  }
}

/** Returns the names that a family has words for: of `task-type`, every task type. */
export const namesOf = (family: string): string[] =>
  Object.keys({ ...locales.es, ...locales.en }).flatMap((key) =>
    key.startsWith(`${family}.`) ? [key.slice(family.length + 1)] : [],
  )
