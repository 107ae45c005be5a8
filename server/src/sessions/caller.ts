/** Where a request came in: each site is an origin of its own (view: one per masquerade). */
export type Site = 'portal' | 'desk' | 'view'

/** What a request says of its sender: its cookie, its key or its signature. */
export type Caller = {
  site: Site
  /** On a view origin: the masquerade that its name says. Null where one view origin serves all. */
  hostMasqueradeId: string | null
  /** The address of the request's own browser. */
  ip: string
  /** The value of this site's session cookie. */
  credential: string | undefined
  /** On a view origin: what a tab of the view knows it by when its cookie is gone ({@link viewEndKey}). */
  endKey?: string | undefined
  /** A machine whose signature was verified. */
  clientId: string | undefined
}
