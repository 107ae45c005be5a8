import { type Guard, lifecycle, type Move } from './lifecycle.ts'

/** Who asked for it, or prepared it, does not also approve it. */
const anotherCsr: Guard = ({ csrId, preparedByCsrId }, by) =>
  by.csrId === csrId || by.csrId === preparedByCsrId ? 'own-request' : 'ok'

/** The customer information system has it in hand: nobody here takes it back. */
const notTold: Guard = ({ isTold }) => (isTold ? 'told-to-cis' : 'ok')

/** What has no effect is not completed, by whomever. */
const effectMade: Guard = ({ mayComplete }) => (mayComplete ? 'ok' : 'effect-not-made')

const notToldAndMade: Guard = (task, by) => (task.isTold ? notTold(task, by) : effectMade(task, by))

/** What the worker does with a task that is pending, the CIS with one in `processing`, and a person with one in `error`. */
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
    guard: notToldAndMade,
  },
  { from: 'processing', to: 'discarded', action: 'discard', needs: ['reason'], guard: notTold },
  { from: 'error', to: 'pending', action: 'retry' },
  { from: 'error', to: 'completed', action: 'complete-by-hand', needs: ['reason'], guard: effectMade },
  { from: 'error', to: 'discarded', action: 'discard', needs: ['reason'] },
] as const satisfies readonly Move[]

/** What waits for its day. */
const dated = [
  { from: 'scheduled', to: 'completed' },
  { from: 'scheduled', to: 'processing' },
  { from: 'scheduled', to: 'pending' },
  { from: 'scheduled', to: 'error' },
  { from: 'scheduled', to: 'scheduled', action: 'reschedule', needs: ['date'] },
  { from: 'scheduled', to: 'discarded', action: 'discard', needs: ['reason'] },
] as const satisfies readonly Move[]

/** What its customer has not submitted yet. */
const drafted = [
  { from: 'draft', to: 'discarded', action: 'discard', needs: ['reason'] },
  { from: 'draft', to: 'expired' },
] as const satisfies readonly Move[]

/** What somebody of the utility decides; then it is worked, or waits for its day. */
const decided = [
  { from: 'awaiting-approval', to: 'pending', action: 'approve', guard: anotherCsr },
  { from: 'awaiting-approval', to: 'rejected', action: 'reject', needs: ['reason'] },
  { from: 'awaiting-approval', to: 'discarded', action: 'discard', needs: ['reason'] },
  { from: 'awaiting-approval', to: 'expired' },
] as const satisfies readonly Move[]

/** The same, where the decision names an amount. */
const decidedWithAmount = [
  { from: 'awaiting-approval', to: 'pending', action: 'approve', needs: ['amount'], guard: anotherCsr },
  ...[decided[1], decided[2], decided[3]],
] as const satisfies readonly Move[]

/** What somebody has to prove or accept: by a link in a mail, or a code. */
const confirmed = [
  { from: 'awaiting-verification', to: 'processing' },
  { from: 'awaiting-verification', to: 'completed' },
  { from: 'awaiting-verification', to: 'rejected' },
  { from: 'awaiting-verification', to: 'expired' },
  { from: 'awaiting-verification', to: 'awaiting-verification', action: 'resend' },
  { from: 'awaiting-verification', to: 'discarded', action: 'discard', needs: ['reason'] },
] as const satisfies readonly Move[]

/** Done in its own request, or by the worker a moment later. */
export const atOnce = lifecycle({ name: 'at-once', starts: ['pending', 'completed'], moves: [...worked] })

/** Its effect is made in its own request, always: only telling the customer information system can come after. */
export const inRequest = lifecycle({ name: 'in-request', starts: ['completed'], moves: [...worked] })

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

/** The same as on approval, where the utility names the amount that is agreed. */
export const onAgreement = lifecycle({
  name: 'on-agreement',
  starts: ['draft', 'awaiting-approval'],
  moves: [...drafted, { from: 'draft', to: 'awaiting-approval' }, ...decidedWithAmount, ...worked],
})

/** Waits until somebody has proved or accepted something, for so long. */
export const onConfirmation = lifecycle({
  name: 'on-confirmation',
  starts: ['awaiting-verification', 'completed'],
  moves: [...confirmed, ...worked],
})

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
