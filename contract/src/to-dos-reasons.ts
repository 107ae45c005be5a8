import { reasons } from './feature.ts'

/** Why a change to a to-do is refused. */
export const toDosReasons = reasons({
  'assigned-to-another': 409,
})
