import type { Reply, Site } from '#pipeline/request.ts'

/** The session cookie's name on each site. `__Host-` where the browser takes Secure cookies. */
export function cookieName(site: Site, isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}porchlight-${site}`
}

/** The value of a cookie in a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined
  }
  return undefined
}

/** The Set-Cookie header that a handler's reply asks for. */
export function setCookieHeader(site: Site, isSecure: boolean, reply: Reply): string | undefined {
  const { setCredential } = reply
  if (!setCredential) return undefined
  const value = setCredential === 'expire' ? '' : setCredential.value
  const maxAge = setCredential === 'expire' ? 0 : setCredential.maxAgeSeconds
  const secure = isSecure ? '; Secure' : ''
  return `${cookieName(site, isSecure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`
}

/** Returns the Set-Cookie header that keeps the language this browser chose, for a year. */
export function languageCookie(language: string, isSecure: boolean): string {
  return `language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
