import { reasons } from './feature.ts'

/** Why a link of a web user to an account is refused. */
export const accountLinksReasons = reasons({
  'already-linked': 409,
  'already-asked': 409,
  'link-declined': 409,
  'link-refused': 422,
  'link-not-possible': 422,
  'holder-not-removable': 409,
  'own-request': 403,
  'too-many-requests': 429,
})
