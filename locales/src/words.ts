import { files } from './files.generated.ts'

export type Locale = keyof typeof files
/** Who shows a word: the portal, the desk, mail, or the few pages and files that the server writes without a front end. */
export type Reader = 'portal' | 'desk' | 'mail' | 'server'

type File = (typeof files)['en'][keyof (typeof files)['en']]
type KeysOf<OneFile, Section extends string> =
  OneFile extends Record<Section, infer Words> ? keyof Words & string : never
/** The keys that a reader can use: its own, and those that every reader shares. */
export type WordKey<R extends Reader> = KeysOf<File, R> | KeysOf<File, 'shared'>

type Sections = Partial<Record<Reader | 'shared', Record<string, string>>>

/** Returns the words of one reader by language and key. A bundle for one language has no words of the others. */
export function wordsOf<R extends Reader>(reader: R): Record<Locale, Record<WordKey<R>, string>> {
  const inOneLanguage = (locale: Locale) =>
    Object.assign(
      {},
      ...Object.values(files[locale]).flatMap((file: Sections) => [file.shared, file[reader]]),
    ) as Record<WordKey<R>, string>
  return { en: inOneLanguage('en'), es: inOneLanguage('es') }
}
