import { createHash } from 'node:crypto'
import { cookiesOf, setCookieHeader } from '#http/cookie.ts'
import type { CookieKeeper } from '#http/kept-forms.ts'
import { openCookie, sealCookie } from '#http/sealed-cookie.ts'
import type { BegunSignIn } from '#integrations/identity-provider/identity-provider.ts'

/** Minutes that a sign-in may take; the database's clock decides. */
export const pendingMinutes = 10

/** Attempts that one browser may have under way: a header has only so much room. The oldest goes. */
const mostAttempts = 6

/** What somebody is sent to the provider for: to sign in, or with a masquerade to confirm the second factor for it. */
export type Purpose = {
  /** The local path to go on to: of the desk, or of the masquerade's view origin. */
  next: string
  masqueradeId?: string
  /** Another site's page led here: what `next` opens is asked for once more. */
  isFromElsewhere?: boolean
  /** The person signs in anew, whatever session the provider holds: they signed out, or confirm something. */
  isFresh?: boolean
}

/** A sign-in under way: kept by the browser alone, sealed, so that the server holds nothing for strangers. */
export type PendingSignIn = Omit<BegunSignIn, 'url'> &
  Purpose & {
    /** A second factor was asked for: it is asked for once. */
    secondFactor: boolean
    /** ISO 8601. */
    beganAt: string
  }

const prefixOf = ({ isSecure }: CookieKeeper) => `${isSecure ? '__Host-' : ''}desk-sign-in-`

/** Each attempt has a cookie of its own, named after its state: two tabs that sign in at once do not meet. */
const nameOf = (keeper: CookieKeeper, state: string) =>
  prefixOf(keeper) + createHash('sha256').update(state).digest('base64url').slice(0, 16)

const header = (keeper: CookieKeeper, name: string, value: string, maxAge: number) =>
  setCookieHeader(name, { value, maxAgeSeconds: maxAge }, keeper.isSecure)

const opened = ({ readableKeys }: CookieKeeper, sealed: string) =>
  openCookie(readableKeys, 'desk sign-in under way', sealed) as PendingSignIn | undefined

/** Returns the Set-Cookie headers that keep a sign-in under way, and forget the oldest where there are too many. */
export function keepPending(
  keeper: CookieKeeper,
  pending: PendingSignIn,
  cookieHeader: string | undefined,
): string[] {
  const sealed = sealCookie(keeper.encryptionKey, 'desk sign-in under way', pending)
  const others = cookiesOf(cookieHeader)
    .filter(([name]) => name.startsWith(prefixOf(keeper)))
    .map(([name, value]) => ({ name, beganAt: opened(keeper, value)?.beganAt ?? '' }))
    .sort((one, other) => other.beganAt.localeCompare(one.beganAt))
  return [
    header(keeper, nameOf(keeper, pending.state), sealed, pendingMinutes * 60),
    ...others.slice(mostAttempts - 1).map(({ name }) => header(keeper, name, '', 0)),
  ]
}

/** The Set-Cookie header that forgets one. */
export const forgetPending = (keeper: CookieKeeper, { state }: PendingSignIn): string =>
  header(keeper, nameOf(keeper, state), '', 0)

/** Reads the sign-in of this state under way in this browser; undefined where there is none, or its cookie is not ours. */
export function readPending(
  keeper: CookieKeeper,
  cookieHeader: string | undefined,
  state: unknown,
): PendingSignIn | undefined {
  if (typeof state !== 'string') return undefined
  const name = nameOf(keeper, state)
  const sealed = cookiesOf(cookieHeader).find(([cookie]) => cookie === name)?.[1]
  const pending = sealed === undefined ? undefined : opened(keeper, sealed)
  return pending?.state === state ? pending : undefined
}
