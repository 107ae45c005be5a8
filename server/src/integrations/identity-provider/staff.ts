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
}
