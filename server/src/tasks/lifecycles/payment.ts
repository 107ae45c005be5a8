import { lifecycle } from '../lifecycle/lifecycle.ts'
import { dated, worked } from './moves.ts'

/** Waits for the payment page's word, or for its day. */
export const payment = lifecycle({
  name: 'payment',
  starts: ['pending', 'scheduled'],
  moves: [
    { from: 'pending', to: 'rejected' },
    { from: 'pending', to: 'expired' },
    { from: 'scheduled', to: 'rejected' },
    ...dated,
    ...worked,
  ],
})
