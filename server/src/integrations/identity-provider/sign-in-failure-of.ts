import { AuthorizationResponseError, ResponseBodyError } from 'openid-client'
import { SignInFailure, type SignInFailureReason } from './sign-in-failure.ts'

const outages = new Set(['temporarily_unavailable', 'server_error'])

const reasonOf = (error: unknown): SignInFailureReason => {
  if (error instanceof AuthorizationResponseError)
    return outages.has(error.error) ? 'identity-provider-unreachable' : 'sign-in-refused'
  if (error instanceof ResponseBodyError)
    return error.error === 'invalid_grant' ? 'sign-in-expired' : 'sign-in-answer-invalid'
  return 'sign-in-answer-invalid'
}

/** The named failure behind an error of the OpenID library; our own, thrown while it fetched, comes out unwrapped. */
export const failureOf = (error: unknown): SignInFailure => {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof SignInFailure) return cause
  return new SignInFailure(reasonOf(error), { cause: error })
}
