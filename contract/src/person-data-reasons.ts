import { reasons } from './feature.ts'

export const personDataReasons = reasons({
  'erasure-blocked': 409,
  'erased-already': 409,
})
