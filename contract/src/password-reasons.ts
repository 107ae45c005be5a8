import { reasons } from './feature.ts'

/** Why a change of password is refused. */
export const passwordReasons = reasons({
  'password-wrong': 422,
})
