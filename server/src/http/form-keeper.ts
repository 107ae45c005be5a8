import { markIn, markOf } from './form-token.ts'
import { type CookieKeeper, type KeptForm, keptForms } from './kept-forms.ts'

/**
 * Keeps a posted form for the person whom its form token names, and returns it to that person only.
 * @param token the posted form token, if any. A form without a token belongs to no signed-in person
 */
export function formKeeper(keeper: CookieKeeper, cookieHeader: string | undefined, token: string | null) {
  const kept = keptForms(keeper, cookieHeader)
  const nobody = markOf(keeper.encryptionKey, '')
  const mark = token ? markIn(token) : nobody
  const marksFor = (reader: string | undefined) => keeper.readableKeys.map((key) => markOf(key, reader ?? ''))
  return {
    keep: (form: Omit<KeptForm, 'mark'>) => mark !== undefined && kept.keep({ ...form, mark }),
    find: (page: string, reader: string | undefined) => kept.find(page, marksFor(reader)),
    forget: kept.forget,
    forgetAll: kept.forgetAll,
    isOf: (reader: string | undefined) => mark !== undefined && marksFor(reader).includes(mark),
    headers: kept.headers,
  }
}
