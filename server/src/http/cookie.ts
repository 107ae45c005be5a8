import { type Reply, type ReplyCookie, type SideCookie, sideCookies } from '#pipeline/request.ts'
import type { Site } from '#sessions/caller.ts'

const sites: readonly Site[] = ['portal', 'desk', 'view']

/** Returns the session cookie's name on each site. `__Host-` where the browser takes Secure cookies. */
export function cookieName(site: Site, isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}porchlight-${site}`
}

/** Returns the names and values of a Cookie header, in its order. */
export function cookiesOf(header: string | undefined): (readonly [name: string, value: string])[] {
  return (header?.split(';') ?? []).flatMap((part) => {
    const at = part.indexOf('=')
    return at > 0 ? [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const] : []
  })
}

/** Returns the value of a cookie in a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  return cookiesOf(header).find(([cookie]) => cookie === name)?.[1] || undefined
}

/**
 * Returns whether a request brings two credentials: sessions of two sites, or another bearer token beside a session. A browser sends
 * each site its own session alone; such a request is refused, because serving it would choose one of two people.
 */
export function hasTwoCredentials(
  headers: { cookie?: string | undefined; authorization?: string | undefined },
  isSecure: boolean,
): boolean {
  const names = sites.map((site) => cookieName(site, isSecure))
  const sessions = new Map(cookiesOf(headers.cookie).filter(([name, value]) => value && names.includes(name)))
  const [, bearer] = /^bearer +(\S+)/i.exec(headers.authorization ?? '') ?? []
  return (
    sessions.size > 1 || (bearer !== undefined && [...sessions.values()].some((value) => value !== bearer))
  )
}

/** Cookies that say nothing about a person: a choice of this browser, and what it has loaded. */
type BrowserCookie = 'language' | 'style'

/** Returns the name of a helper cookie beside the session's. It does not authenticate anyone. */
export const sideCookieName = (name: SideCookie | BrowserCookie, isSecure: boolean): string =>
  `${isSecure ? '__Host-' : ''}${name}`

/**
 * Returns the Set-Cookie header of one of our cookies: for its own host, kept from scripts, and sent where another site's link leads
 * here, because mailed links and the return from the payment page must arrive signed in. Its name comes with its prefix.
 * @param maxAgeSeconds 0 removes the cookie
 */
export function setCookieHeader(
  name: string,
  { value, maxAgeSeconds }: { value: string; maxAgeSeconds: number },
  isSecure: boolean,
  isForScripts = false,
): string {
  const httpOnly = isForScripts ? '' : 'HttpOnly; '
  return `${name}=${value}; Path=/; ${httpOnly}SameSite=Lax; Max-Age=${maxAgeSeconds}${isSecure ? '; Secure' : ''}`
}

/** Returns the Set-Cookie headers that a handler's reply asks for. */
export function setCookieHeaders(site: Site, isSecure: boolean, reply: Reply): string[] {
  const header = (name: string, cookie: ReplyCookie) =>
    setCookieHeader(name, cookie === 'expire' ? { value: '', maxAgeSeconds: 0 } : cookie, isSecure)
  const { setCredential, beside = {} } = reply
  return [
    ...(setCredential ? [header(cookieName(site, isSecure), setCredential)] : []),
    ...sideCookies.flatMap((name) => {
      const cookie = beside[name]
      return cookie ? [header(sideCookieName(name, isSecure), cookie)] : []
    }),
  ]
}

const yearSeconds = 31_536_000

/** Returns the Set-Cookie header that keeps the language this browser chose, for a year. */
export function languageCookie(language: string, isSecure: boolean): string {
  const cookie = { value: language, maxAgeSeconds: yearSeconds }
  return setCookieHeader(sideCookieName('language', isSecure), cookie, isSecure, true)
}

/**
 * Returns the language that this browser chose. The name without `__Host-` is read too: it is the one for http on one's own machine,
 * and what browsers still hold from version 0.2.0. A neighboring origin that plants it changes the language and nothing else.
 */
export function chosenLanguage(header: string | undefined): string | undefined {
  const chosen = readCookie(header, '__Host-language') ?? readCookie(header, 'language')
  return chosen === 'en' || chosen === 'es' ? chosen : undefined
}

/** Returns the Set-Cookie header that names the stylesheet, once a page has brought it. It holds nothing about a person. */
export function cookieOfStyle(address: string, isSecure: boolean): string {
  const cookie = { value: address, maxAgeSeconds: yearSeconds }
  return setCookieHeader(sideCookieName('style', isSecure), cookie, isSecure)
}
