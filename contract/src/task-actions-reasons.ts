import { reasons } from './feature.ts'

/** Why an action on a self-service task is refused. */
export const taskActionsReasons = reasons({
  'move-not-allowed': 409,
  'effect-not-made': 409,
  'told-to-cis': 409,
  'nothing-to-resend': 422,
})
