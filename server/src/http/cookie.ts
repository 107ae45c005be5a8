import { type Reply, type ReplyCookie, type SideCookie, sideCookies } from '#pipeline/request.ts'
import type { Site } from '#sessions/caller.ts'

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

/** Returns the name of a helper cookie beside the session's. It does not authenticate anyone. */
export const sideCookieName = (name: SideCookie, isSecure: boolean): string =>
  `${isSecure ? '__Host-' : ''}${name}`

/** Returns the Set-Cookie headers that a handler's reply asks for. */
export function setCookieHeaders(site: Site, isSecure: boolean, reply: Reply): string[] {
  const secure = isSecure ? '; Secure' : ''
  const header = (name: string, cookie: ReplyCookie) => {
    const { value, maxAgeSeconds } = cookie === 'expire' ? { value: '', maxAgeSeconds: 0 } : cookie
    return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`
  }
  const { setCredential, beside = {} } = reply
  return [
    ...(setCredential ? [header(cookieName(site, isSecure), setCredential)] : []),
    ...sideCookies.flatMap((name) => {
      const cookie = beside[name]
      return cookie ? [header(sideCookieName(name, isSecure), cookie)] : []
    }),
  ]
}

/** Returns the Set-Cookie header that keeps the language this browser chose, for a year. */
export function languageCookie(language: string, isSecure: boolean): string {
  return `language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

/** Names the stylesheet that this browser has loaded by itself. */
export const styleCookie = 'style'

/** Returns the Set-Cookie header that says so, once a page has brought the stylesheet. It holds nothing about a person. */
export function cookieOfStyle(address: string, isSecure: boolean): string {
  return `${styleCookie}=${address}; Path=/; HttpOnly; Max-Age=31536000; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
