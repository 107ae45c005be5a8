import { lifecycle } from '../lifecycle/lifecycle.ts'
import { decided, drafted, worked } from './moves.ts'

/** Asked for, decided by the utility, then done. */
export const onApproval = lifecycle({
  name: 'on-approval',
  starts: ['draft', 'awaiting-approval', 'pending'],
  moves: [
    ...drafted,
    { from: 'draft', to: 'awaiting-approval' },
    { from: 'draft', to: 'pending' },
    ...decided,
    ...worked,
  ],
})
