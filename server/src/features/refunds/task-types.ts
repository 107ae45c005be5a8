import { refundCauses } from '@porchlight/contract/refund-causes.ts'
import { z } from 'zod'
import { onApproval } from '#tasks/lifecycle/lifecycles.ts'
import { patiently } from '#tasks/lifecycle/presets.ts'
import { taskType } from '#tasks/lifecycle/task-type.ts'

/** Staff give a payment back to its card or bank account. The task names the one that paid. */
export const paymentRefund = taskType({
  name: 'payment-refund',
  lifecycle: onApproval,
  payload: z.strictObject({ paidWith: z.string().optional(), refundCause: z.enum(refundCauses) }),
  isDoneByUtility: true,
  pendingFor: 'payment-page',
  retries: patiently,
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
  // A refund that provider or bank may have made already is not discarded.
  csrActions: {
    approve: ['awaiting-approval'],
    reject: ['awaiting-approval'],
    discard: ['awaiting-approval', 'error'],
    'complete-by-hand': ['processing'],
  },
})
