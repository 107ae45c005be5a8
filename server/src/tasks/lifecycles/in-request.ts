import { lifecycle } from '../lifecycle/lifecycle.ts'
import { worked } from './moves.ts'

/** Its effect is made in its own request, always: only telling the customer information system can come after. */
export const inRequest = lifecycle({ name: 'in-request', starts: ['completed'], moves: [...worked] })
