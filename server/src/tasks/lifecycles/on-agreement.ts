import { lifecycle } from '../lifecycle/lifecycle.ts'
import { decidedWithAmount, drafted, worked } from './moves.ts'

/** The same as on approval, where the utility names the amount that is agreed. */
export const onAgreement = lifecycle({
  name: 'on-agreement',
  starts: ['draft', 'awaiting-approval'],
  moves: [...drafted, { from: 'draft', to: 'awaiting-approval' }, ...decidedWithAmount, ...worked],
})
