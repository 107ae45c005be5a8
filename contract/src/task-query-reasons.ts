import { reasons } from './feature.ts'

/** Why the task query names or exports no more people. */
export const taskQueryReasons = reasons({
  'too-many-named': 429,
  'too-many-exported': 429,
  'too-many-guesses': 429,
})
