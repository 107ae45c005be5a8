import { reasons } from './feature.ts'

/** Why a masquerade does not start, or an act in it is refused, before its caller is verified well enough. */
export const callerVerificationReasons = reasons({
  'caller-verification-required': 403,
})
