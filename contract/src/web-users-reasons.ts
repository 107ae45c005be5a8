import { reasons } from './feature.ts'

/** Why a change to a web user or to a person of an account is refused. */
export const webUsersReasons = reasons({
  'relationship-not-reserved': 409,
  'main-customer-stays': 409,
  'still-linked': 409,
  'web-user-inactive': 409,
  'email-confirmed': 409,
  'email-unconfirmed': 409,
})
