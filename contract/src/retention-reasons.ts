import { reasons } from './feature.ts'

/** Reasons why a deletion cannot start. */
export const retentionReasons = reasons({
  'retention-not-set': 409,
  'retention-under-way': 409,
})
