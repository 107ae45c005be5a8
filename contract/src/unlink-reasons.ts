import { reasons } from './feature.ts'

/** Why an unlink, or its undoing, is refused. */
export const unlinkReasons = reasons({
  'already-unlinked': 409,
  'link-again-over': 409,
  'link-again-changed': 409,
})
