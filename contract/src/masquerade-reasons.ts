import { reasons } from './feature.ts'

/** Why a masquerade does not start or does not go on. The reasons that the policy gives are in reasons.ts. */
export const masqueradeReasons = reasons({
  'masquerade-ended': 401,
  'masquerade-switched-off': 403,
  'target-unavailable': 403,
  'masquerade-not-live': 409,
})
