import { reasons } from './feature.ts'

/** Why a search for customers is refused. */
export const customerSearchReasons = reasons({
  'search-too-wide': 422,
})
