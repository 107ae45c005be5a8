/** The start of a sign-in. The browser gets `url`; the caller keeps the rest until the browser returns. */
export interface BegunSignIn {
  readonly url: string
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

export interface SignedIn {
  readonly issuer: string
  readonly subject: string
  readonly email?: string
  readonly name?: string
  readonly secondFactor: boolean
  /** The user name at the provider, for the id of a member of staff who is new here. */
  readonly userName?: string
  /** The provider's groups of this person, by name or id; undefined where no group claim is configured. */
  readonly groups?: readonly string[]
  /** When the person last proved who they are; 1970 where the provider does not say, so that no gate takes it as recent. */
  readonly authenticatedAt: Date
  /** The provider's own name of its session (`sid`), by which it tells that this one is over. */
  readonly providerSession?: string
  /** The `sub` of the ID token, which logout tokens name; undefined where it is the subject. */
  readonly providerSubject?: string
  /** The ID token as it came: shown to the provider again when the person signs out, so that it asks nothing. */
  readonly signOutHint?: string
}

/** A sign-out that the provider reports, of a session or of a person. */
export interface SignedOutElsewhere {
  readonly issuer: string
  readonly subject?: string
  readonly providerSession?: string
  /** Each token counts once. */
  readonly tokenId: string
  readonly expiresAt: Date
}

export interface IdentityProvider {
  /** The issuer by which staff are known. */
  readonly issuer: string
  /** `maxAge` in seconds: how long ago the person may have signed in; 0 asks for a fresh sign-in. */
  beginSignIn(request: { redirectUri: string; secondFactor: boolean; maxAge?: number }): Promise<BegunSignIn>
  /** `currentUrl` is the redirect URI under its public name with the query as it came; `maxAge` as it was begun with. */
  finishSignIn(callback: {
    currentUrl: string | URL
    state: string
    nonce: string
    codeVerifier: string
    maxAge?: number
  }): Promise<SignedIn>
  /** Where to send the browser to sign out at the provider too; undefined where it offers none. */
  signOutUrl(options: { returnTo: string; hint?: string | undefined }): Promise<string | undefined>
  /** Checks a logout token that the provider posted (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
  readLogoutToken(token: string): Promise<SignedOutElsewhere>
}
