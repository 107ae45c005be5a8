/**
 * Why a sign-in at an identity provider came to nothing.
 * - `identity-provider-unreachable`: an outage; try again later (503, never a refusal)
 * - `sign-in-refused`: the provider said no, or the person cancelled
 * - `sign-in-expired`: the answer belongs to no sign-in of ours, or came too late or twice; start again
 * - `sign-in-answer-invalid`: the answer failed a check (signature, issuer, nonce, age ...)
 */
export type SignInFailureReason =
  | 'identity-provider-unreachable'
  | 'sign-in-refused'
  | 'sign-in-expired'
  | 'sign-in-answer-invalid'

export class SignInFailure extends Error {
  override readonly name = 'SignInFailure'

  constructor(
    readonly reason: SignInFailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options)
  }
}
