import { createHash } from 'node:crypto'
import type { EncryptionKeys } from '#encryption/encryption-keys.ts'
import { readCookie, setCookieHeader } from './cookie.ts'
import { openCookie, sealCookie } from './sealed-cookie.ts'

/** Seconds that the text of a form waits for its writer. */
const seconds = 30 * 60
/** Browsers keep cookies of up to 4,096 bytes, name and attributes included. */
const mostCharacters = 3_800
/** Servers read at most 16 kB of request headers, which limits the number of these cookies. */
const mostForms = 3

/** Whether browsers keep Secure cookies here, the key that seals, and the keys that open. */
export type CookieKeeper = { isSecure: boolean } & Pick<EncryptionKeys, 'encryptionKey' | 'readableKeys'>

/** A form that could not be saved: its page, its name, the reason, its owner, and what was typed. */
export type KeptForm = {
  page: string
  form: string
  why: 'session-ended' | 'stale' | 'language'
  mark: string
  fields: [string, string][]
}

/**
 * Keeps what was typed into a form that could not be taken, in a cookie of the browser that typed it: sealed, for half an
 * hour, one cookie for each page. The server holds nothing, so it also works while the database is away.
 * @param keeper the encryption key, and whether browsers keep Secure cookies here
 * @param cookieHeader the request's cookies
 */
export function keptForms(keeper: CookieKeeper, cookieHeader: string | undefined) {
  const prefix = `${keeper.isSecure ? '__Host-' : ''}kept-form-`
  const nameOf = (page: string) => prefix + createHash('sha256').update(page).digest('hex').slice(0, 12)
  const held = (cookieHeader ?? '')
    .split(';')
    .map((part) => part.split('=', 1)[0]?.trim() ?? '')
    .filter((name) => name.startsWith(prefix))
  const changes = new Map<string, string>()
  const set = (name: string, value: string, maxAge: number) =>
    changes.set(name, setCookieHeader(name, { value, maxAgeSeconds: maxAge }, keeper.isSecure))

  return {
    /** Keeps a form; false where it is too long for a cookie. */
    keep(kept: KeptForm): boolean {
      const value = { ...kept, until: Date.now() + seconds * 1000 }
      const sealed = sealCookie(keeper.encryptionKey, 'kept form', value)
      if (sealed.length > mostCharacters) return false
      const name = nameOf(kept.page)
      const others = held.filter((other) => other !== name)
      for (const other of others.slice(0, Math.max(0, others.length - mostForms + 1))) set(other, '', 0)
      set(name, sealed, seconds)
      return true
    },

    /** The form that is kept for this page and this writer; undefined where there is none. */
    find(page: string, marks: readonly string[]): KeptForm | undefined {
      const name = nameOf(page)
      const sealed = readCookie(cookieHeader, name)
      if (!sealed || changes.has(name)) return undefined
      const kept = openCookie(keeper.readableKeys, 'kept form', sealed) as
        | (KeptForm & { until: number })
        | undefined
      const isTheirs = kept?.page === page && marks.includes(kept.mark) && kept.until > Date.now()
      return isTheirs ? kept : undefined
    },

    /** Forgets what is kept for a page. */
    forget(page: string): void {
      const name = nameOf(page)
      if (held.includes(name)) set(name, '', 0)
    },

    /** Forgets every kept form: nobody is signed in any more. */
    forgetAll(): void {
      for (const name of held) set(name, '', 0)
    },

    /** The Set-Cookie headers that all of this asks for. */
    headers: (): string[] => [...changes.values()],
  }
}
