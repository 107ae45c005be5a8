/**
 * Why a sign-in at an identity provider came to nothing.
 * - `identity-provider-unreachable`: an outage; try again later (503, never a refusal)
 * - `sign-in-refused`: the provider said no, or the person canceled
 * - `sign-in-expired`: the answer belongs to no sign-in of ours, or came too late or twice; start again
 * - `sign-in-answer-invalid`: the answer failed a check (signature, issuer, nonce, age ...)
 * - `groups-unreachable`: the groups are behind a link, and it gave no answer in time; try again later (503)
 * - `groups-not-valid`: the groups are behind a link that is not ours to follow, or they came in no form that we read
 */
export type SignInFailureReason =
  | 'groups-unreachable'
  | 'groups-not-valid'
  | 'identity-provider-unreachable'
  | 'sign-in-refused'
  | 'sign-in-expired'
  | 'sign-in-answer-invalid'

/** What the provider answered, in the words of OAuth 2.0: `invalid_client`, and its description where it gave one. */
export type ProviderAnswer = { status?: number; error?: string; errorDescription?: string }

export class SignInFailure extends Error {
  override readonly name = 'SignInFailure'

  constructor(
    readonly reason: SignInFailureReason,
    options?: ErrorOptions,
    /** For the log alone: no page shows it. */
    readonly providerAnswer: ProviderAnswer = {},
  ) {
    super(reason, options)
  }
}
