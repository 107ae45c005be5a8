import { lifecycle } from '../lifecycle/lifecycle.ts'
import { confirmed, worked } from './moves.ts'

/** Waits until somebody has proved or accepted something, for so long. */
export const onConfirmation = lifecycle({
  name: 'on-confirmation',
  starts: ['awaiting-verification', 'completed'],
  moves: [...confirmed, ...worked],
})
