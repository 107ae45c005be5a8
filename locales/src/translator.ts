import { oneStop } from './one-stop.ts'
import type { Locale } from './words.ts'

/** Makes the text of a message from its values (ICU message syntax). */
type Compiled<Values> = (values: Values) => string

/**
 * Returns the translators of one reader's words. A message with values is compiled once, on its first use.
 * @param compile the portal and the desk compile in their own ways: the desk's is small
 */
export function translatorsOf<Key extends string, Values extends object>(
  locales: Record<Locale, Record<Key, string>>,
  compile: (text: string, locale: Locale) => Compiled<Values>,
) {
  const compiled = new Map<string, Compiled<Values>>()
  return (locale: Locale) => {
    return (key: Key, values?: Values): string => {
      const text = locales[locale][key]
      if (!text.includes('{')) return text
      const id = `${locale} ${key}`
      const message = compiled.get(id) ?? compile(text, locale)
      compiled.set(id, message)
      return oneStop(message(values ?? ({} as Values)))
    }
  }
}
