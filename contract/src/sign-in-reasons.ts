import { reasons } from './feature.ts'

/** Why a customer or a CSR cannot sign in. */
export const signInReasons = reasons({
  'sign-in-refused': 401,
  'second-factor-required': 401,
  'staff-unknown': 403,
  'staff-inactive': 403,
  'another-person': 403,
})
