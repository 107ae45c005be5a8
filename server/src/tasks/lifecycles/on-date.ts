import { lifecycle } from '../lifecycle/lifecycle.ts'
import { dated, drafted, worked } from './moves.ts'

/** Done on a day that was asked for, or as soon as it can be. */
export const onDate = lifecycle({
  name: 'on-date',
  starts: ['draft', 'pending', 'scheduled'],
  moves: [
    ...drafted,
    { from: 'draft', to: 'pending' },
    { from: 'draft', to: 'scheduled' },
    { from: 'pending', to: 'scheduled' },
    ...dated,
    ...worked,
  ],
})
