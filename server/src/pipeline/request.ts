/** Where a request came in: each site is an origin of its own (view: one per masquerade). */
export type Site = 'portal' | 'desk' | 'view'

/** What is known of a request before anything was read. */
export type IncomingRequest = {
  site: Site
  /** On a view origin: the masquerade that its name says. Null where one view origin serves all. */
  hostMasqueradeId: string | null
  /** The address of the request's own browser. */
  ip: string
  userAgent: string
  /** The value of this site's session cookie. */
  credential: string | undefined
  /** A machine whose signature was verified. */
  clientId: string | undefined
  correlationId: string
}

/** Tells a caller's browser to hold a credential, or to forget it. */
export type Reply = { setCredential: { value: string; maxAgeSeconds: number } | 'expire' | undefined }
