import { reasons } from './feature.ts'

/** Why a change of staff, groups or the utility's switches is refused. */
export const staffReasons = reasons({
  /** Somebody must stay who can change staff and groups. */
  'last-security-officer': 409,
  'own-rights': 403,
})
