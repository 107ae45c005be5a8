import { reasons } from './feature.ts'

/** Why a new value of a setting is refused. */
export const settingsReasons = reasons({
  'unknown-placeholder': 422,
})
