import { lifecycle, type Move } from './lifecycle.ts'

/** Moves of the worker from `pending`, of the CIS from `processing`, and of a CSR from `error`. */
const worked = [
  { from: 'pending', to: 'completed' },
  { from: 'pending', to: 'processing' },
  { from: 'pending', to: 'error' },
  { from: 'pending', to: 'pending' },
  { from: 'pending', to: 'discarded', action: 'discard', needs: ['reason'] },
  { from: 'processing', to: 'completed' },
  { from: 'processing', to: 'error' },
  {
    from: 'processing',
    to: 'completed',
    action: 'complete-by-hand',
    needs: ['reason'],
    requires: ['not-told', 'effect-made'],
  },
  { from: 'processing', to: 'discarded', action: 'discard', needs: ['reason'], requires: ['not-told'] },
  { from: 'error', to: 'pending', action: 'retry' },
  {
    from: 'error',
    to: 'completed',
    action: 'complete-by-hand',
    needs: ['reason'],
    requires: ['effect-made'],
  },
  { from: 'error', to: 'discarded', action: 'discard', needs: ['reason'] },
] as const satisfies readonly Move[]

/** Moves of a task that waits for a date. */
const dated = [
  { from: 'scheduled', to: 'completed' },
  { from: 'scheduled', to: 'processing' },
  { from: 'scheduled', to: 'pending' },
  { from: 'scheduled', to: 'error' },
  { from: 'scheduled', to: 'scheduled', action: 'reschedule', needs: ['date'] },
  { from: 'scheduled', to: 'discarded', action: 'discard', needs: ['reason'] },
] as const satisfies readonly Move[]

/** Moves of a task that its customer has not submitted yet. */
const drafted = [
  { from: 'draft', to: 'discarded', action: 'discard', needs: ['reason'] },
  { from: 'draft', to: 'expired' },
] as const satisfies readonly Move[]

/** Moves of a task that a CSR has to decide on. */
const decided = [
  { from: 'awaiting-approval', to: 'pending', action: 'approve' },
  { from: 'awaiting-approval', to: 'rejected', action: 'reject', needs: ['reason'] },
  { from: 'awaiting-approval', to: 'discarded', action: 'discard', needs: ['reason'] },
  { from: 'awaiting-approval', to: 'expired' },
] as const satisfies readonly Move[]

/** Moves of a task that a CSR has to decide on by naming an amount. */
const decidedWithAmount = [
  { from: 'awaiting-approval', to: 'pending', action: 'approve', needs: ['amount'] },
  ...[decided[1], decided[2], decided[3]],
] as const satisfies readonly Move[]

/** Moves of a task that somebody has to confirm, by a link in a mail or by a code. */
const confirmed = [
  { from: 'awaiting-verification', to: 'processing' },
  { from: 'awaiting-verification', to: 'completed' },
  { from: 'awaiting-verification', to: 'rejected' },
  { from: 'awaiting-verification', to: 'expired' },
  { from: 'awaiting-verification', to: 'awaiting-verification', action: 'resend' },
  { from: 'awaiting-verification', to: 'discarded', action: 'discard', needs: ['reason'] },
] as const satisfies readonly Move[]

/** The request makes the effect, or the worker does a moment later. */
export const atOnce = lifecycle({ name: 'at-once', starts: ['pending', 'completed'], moves: [...worked] })

/** The request always makes the effect. Only telling the CIS can come after it. */
export const inRequest = lifecycle({ name: 'in-request', starts: ['completed'], moves: [...worked] })

/** Done on the date that the customer chose, or as soon as possible. */
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

/** Asked for by the customer, decided by a CSR, then done. */
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

/** Prepared by a CSR, approved or declined by the customer. The approval makes the effect. */
export const onCustomerApproval = lifecycle({
  name: 'on-customer-approval',
  starts: ['awaiting-approval'],
  moves: [
    { from: 'awaiting-approval', to: 'completed' },
    { from: 'awaiting-approval', to: 'rejected' },
    { from: 'awaiting-approval', to: 'discarded', action: 'discard', needs: ['reason'] },
    { from: 'awaiting-approval', to: 'expired' },
  ],
})

/** Like on approval; the CSR names the agreed amount. */
export const onAgreement = lifecycle({
  name: 'on-agreement',
  starts: ['draft', 'awaiting-approval'],
  moves: [...drafted, { from: 'draft', to: 'awaiting-approval' }, ...decidedWithAmount, ...worked],
})

/** Waits until somebody confirms, or until the time limit of the task type. */
export const onConfirmation = lifecycle({
  name: 'on-confirmation',
  starts: ['awaiting-verification', 'completed'],
  moves: [...confirmed, ...worked],
})

/** Waits for the payment provider's confirmation, or for the scheduled date. */
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
