import { reasons } from './feature.ts'

/** Why the link in a mail does not work. */
export const mailedKeysReasons = reasons({
  'mailed-key-over': 422,
})
