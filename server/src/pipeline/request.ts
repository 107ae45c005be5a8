/** Where a request came in: each site is an origin of its own (view: one per masquerade). */
export type Site = 'portal' | 'desk' | 'view'

/** What the server knows of a request before it reads the database. */
export type IncomingRequest = {
  site: Site
  /** On a view origin: the masquerade that its name says. Null where one view origin serves all. */
  hostMasqueradeId: string | null
  /** The address of the request's own browser. */
  ip: string
  /** The key of per-address limits: the address, or the network of an IPv6 address. */
  network: string
  userAgent: string
  /** The value of this site's session cookie. */
  credential: string | undefined
  /** On a view origin: what a tab of the view knows it by when its cookie is gone ({@link viewEndKey}). */
  endKey?: string | undefined
  /** On the portal: the token of a known device, from an earlier sign-in in this browser. */
  device?: string | undefined
  /** A machine whose signature was verified. */
  clientId: string | undefined
  correlationId: string
  /** Aborted when the browser goes away before it was answered; undefined where there is no connection to watch. */
  signal?: AbortSignal
}

/** A credential for the caller's browser to keep, or the instruction to delete it. */
export type ReplyCookie = { value: string; maxAgeSeconds: number } | 'expire'

/**
 * What a browser holds beside its session: `known-device` says that somebody signed in to the portal here before;
 * `desk-signed-out` that somebody signed out of the desk here, so that the next sign-in asks who it is.
 */
export const sideCookies = ['known-device', 'desk-signed-out'] as const
export type SideCookie = (typeof sideCookies)[number]

/** Tells the caller's browser to keep a credential, or to delete it. */
export type Reply = {
  setCredential: ReplyCookie | undefined
  beside?: Partial<Record<SideCookie, ReplyCookie>>
}
