import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'
import { type ProviderAnswer, SignInFailure, type SignInFailureReason } from './sign-in-failure.ts'

const outages = new Set(['temporarily_unavailable', 'server_error'])

const reasonOf = (error: unknown): SignInFailureReason => {
  if (error instanceof AuthorizationResponseError)
    return outages.has(error.error) ? 'identity-provider-unreachable' : 'sign-in-refused'
  if (error instanceof ResponseBodyError)
    return error.error === 'invalid_grant' ? 'sign-in-expired' : 'sign-in-answer-invalid'
  return 'sign-in-answer-invalid'
}

/** What the provider said, in its body, in the address it led back to, or in its challenge (RFC 6749, 5.2). */
const answerOf = (error: unknown): ProviderAnswer => {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const { error: code, error_description: description } = error
    return {
      error: code,
      ...(description !== undefined && { errorDescription: description }),
      ...(error instanceof ResponseBodyError && { status: error.status }),
    }
  }
  if (!(error instanceof WWWAuthenticateChallengeError)) return {}
  const parameters = error.cause.map((challenge) => challenge.parameters)
  const said = parameters.find(({ error: code }) => code !== undefined)
  return {
    status: error.status,
    // A provider that asks for Basic credentials and says no more does not accept ours.
    error: said?.error ?? 'invalid_client',
    ...(said?.error_description !== undefined && { errorDescription: said.error_description }),
  }
}

/** The named failure behind an error of the OpenID library; our own, thrown while it fetched, comes out unwrapped. */
export const failureOf = (error: unknown): SignInFailure => {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof SignInFailure) return cause
  return new SignInFailure(reasonOf(error), { cause: error }, answerOf(error))
}
