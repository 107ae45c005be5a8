import { createHash, timingSafeEqual } from 'node:crypto'
import { type AskedFor, dataScope, grantDays } from '@porchlight/contract/data-grants.ts'

/** Returns the fault of an authorization request as RFC 6749, section 4.1.2.1, names it; null for a request in order. */
export function faultOf(request: AskedFor): string | null {
  if (request.responseType !== 'code') return 'unsupported_response_type'
  if (request.scope !== dataScope) return 'invalid_scope'
  // PKCE is required (RFC 9700, section 2.1.1); S256 is 43 characters.
  if (request.codeChallengeMethod !== 'S256' || !/^[\w-]{43}$/.test(request.codeChallenge))
    return 'invalid_request'
  return null
}

/** Returns the third party's own address with an answer in its query; `iss` says whose answer it is (RFC 9207). */
export function answerTo(
  redirectUri: string,
  answer: Record<string, string>,
  { state, issuer }: { state: string; issuer: string },
): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (state) url.searchParams.set('state', state)
  url.searchParams.set('iss', issuer)
  return url.href
}

/** Returns whether a verifier belongs to the challenge of the request (RFC 7636, section 4.6). */
export function isVerified(verifier: string, challenge: string): boolean {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false
  const made = createHash('sha256').update(verifier).digest('base64url')
  return made.length === challenge.length && timingSafeEqual(Buffer.from(made), Buffer.from(challenge))
}

/** Returns a calendar date some days later. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Returns a calendar date some months earlier; the last of the month where the day does not exist. */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastDay))).toISOString().slice(0, 10)
}

/** Returns whether a grant may end on a day: not before today, and not later than the longest grant. */
export const mayEndOn = (endsOn: string, today: string): boolean =>
  endsOn >= today && endsOn <= daysAfter(today, grantDays.most)
