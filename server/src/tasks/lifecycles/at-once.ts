import { lifecycle } from '../lifecycle/lifecycle.ts'
import { worked } from './moves.ts'

/** Done in its own request, or by the worker a moment later. */
export const atOnce = lifecycle({ name: 'at-once', starts: ['pending', 'completed'], moves: [...worked] })
