import { readCookie } from '#http/cookie.ts'
import { openCookie, sealCookie } from '#http/sealed-cookie.ts'
import type { BegunSignIn } from '#integrations/identity-provider/identity-provider.ts'

/** Minutes that a sign-in may take; the database's clock decides. */
export const pendingMinutes = 10

/** What somebody is sent to the provider for: to sign in, or with a masquerade to confirm the second factor for it. */
export type Purpose = {
  /** The local path to go on to: of the desk, or of the masquerade's view origin. */
  next: string
  masqueradeId?: string
  /** Another site's page led here: what `next` opens is asked for once more. */
  isFromElsewhere?: boolean
}

/** A sign-in under way: kept by the browser alone, sealed, so that the server holds nothing for strangers. */
export type PendingSignIn = Omit<BegunSignIn, 'url'> &
  Purpose & {
    /** A second factor was asked for: it is asked for once. */
    secondFactor: boolean
    /** ISO 8601. */
    beganAt: string
  }

export type CookieKeeper = { isSecure: boolean; encryptionKey: string }

const purpose = 'desk sign-in under way'

const nameOf = ({ isSecure }: CookieKeeper) => `${isSecure ? '__Host-' : ''}desk-sign-in`

const header = (keeper: CookieKeeper, value: string, maxAge: number) =>
  `${nameOf(keeper)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${keeper.isSecure ? '; Secure' : ''}`

/** The Set-Cookie header that keeps a sign-in under way. */
export const keepPending = (keeper: CookieKeeper, pending: PendingSignIn): string =>
  header(keeper, sealCookie(keeper.encryptionKey, purpose, pending), pendingMinutes * 60)

/** The Set-Cookie header that forgets it. */
export const forgetPending = (keeper: CookieKeeper): string => header(keeper, '', 0)

/** The sign-in under way in this browser; undefined where there is none, or its cookie is not ours. */
export function readPending(
  keeper: CookieKeeper,
  cookieHeader: string | undefined,
): PendingSignIn | undefined {
  const sealed = readCookie(cookieHeader, nameOf(keeper))
  return sealed === undefined
    ? undefined
    : (openCookie(keeper.encryptionKey, purpose, sealed) as PendingSignIn | undefined)
}
