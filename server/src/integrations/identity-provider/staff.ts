/**
 * How an identity provider says a person's groups:
 * - `list`: the claim itself; `text`: one group as a text (AD FS); `user-info`: in the user info alone (Keycloak can)
 * - `link`: Microsoft Entra where a token has no room: `_claim_names` and `_claim_sources` with an address
 * - `hasgroups`: the same without an address
 * - `link-with-token`: a distributed claim of OpenID Connect Core; `signed`: an aggregated one
 * - `elsewhere`: a link to another host, which nobody may follow; `silent`: a link that never answers;
 *   `redirects`: one that leads to another host
 */
export type GroupForm =
  | 'list'
  | 'text'
  | 'user-info'
  | 'link'
  | 'hasgroups'
  | 'link-with-token'
  | 'signed'
  | 'elsewhere'
  | 'silent'
  | 'redirects'

/** A made-up member of staff, known to the identity provider stand-in alone. */
export interface DemoStaff {
  readonly subject: string
  readonly userName: string
  readonly displayName: string
  readonly email: string
  /** Shown on the sign-in page. */
  readonly password: string
  /** Base32, at least 16 bytes; the code it gives is shown on the second factor page. */
  readonly totpSecret: string
  /** What this person may do, in a few words. */
  readonly roleDescription: string
  /** The groups of this person at the provider; without, no token says any. */
  readonly groups?: readonly string[]
  /** How tokens say them: the claim itself where nothing else is said (group-forms.ts). */
  readonly groupForm?: GroupForm
}
