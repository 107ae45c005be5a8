import { markIn, markOf } from '#pipeline/token.ts'
import { type CookieKeeper, type KeptForm, keptForms } from './kept-forms.ts'

/**
 * Keeps posted forms for the reader whom their form token names, and gives them back to nobody else.
 * @param token the form token that was posted, if any: without one a form is nobody's who is signed in
 */
export function formKeeper(keeper: CookieKeeper, cookieHeader: string | undefined, token: string | null) {
  const kept = keptForms(keeper, cookieHeader)
  const nobody = markOf(keeper.encryptionKey, '')
  const mark = token ? markIn(token) : nobody
  const markFor = (reader: string | undefined) => markOf(keeper.encryptionKey, reader ?? '')
  return {
    keep: (form: Omit<KeptForm, 'mark'>) => mark !== undefined && kept.keep({ ...form, mark }),
    find: (page: string, reader: string | undefined) => kept.find(page, markFor(reader)),
    forget: kept.forget,
    forgetAll: kept.forgetAll,
    isOf: (reader: string | undefined) => mark === markFor(reader),
    headers: kept.headers,
  }
}
