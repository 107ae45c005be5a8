import type { Caller } from '#sessions/caller.ts'

/** What the server knows of a request before it reads the database. */
export type IncomingRequest = Caller & {
  /** The key of per-address limits: the address, or the network of an IPv6 address. */
  network: string
  userAgent: string
  /** On the portal: the token of a known device, from an earlier sign-in in this browser. */
  device?: string | undefined
  /** On the portal: what the right password left in this browser, sealed, until the second factor follows. */
  signInUnderWay?: string | undefined
  correlationId: string
  /** Aborted when the browser goes away before it was answered; undefined where there is no connection to watch. */
  signal?: AbortSignal
}

/** A credential for the caller's browser to keep, or the instruction to delete it. */
export type ReplyCookie = { value: string; maxAgeSeconds: number } | 'expire'

/**
 * What a browser holds beside its session: `known-device` says that somebody signed in to the portal here before;
 * `desk-signed-out` that somebody signed out of the desk here, so that the next sign-in asks who it is;
 * `sign-in-under-way` that the password was right, and the second factor is still missing.
 */
export const sideCookies = ['known-device', 'desk-signed-out', 'sign-in-under-way'] as const
export type SideCookie = (typeof sideCookies)[number]

/** Tells the caller's browser to keep a credential, or to delete it. */
export type Reply = {
  setCredential: ReplyCookie | undefined
  beside?: Partial<Record<SideCookie, ReplyCookie>>
}
