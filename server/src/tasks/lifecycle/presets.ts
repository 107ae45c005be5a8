import type { RetryPolicy } from '#worker/backoff.ts'
import { atOnce, inRequest, onAgreement, onApproval, onConfirmation, onDate } from './lifecycles.ts'

/** Five attempts within minutes, for tasks whose customer is waiting. */
export const soonOrNever: RetryPolicy = { mostAttempts: 5, firstMs: 2_000, longestMs: 120_000 }

/** Twelve attempts in about six hours, for tasks that may take their time. */
export const patiently: RetryPolicy = { mostAttempts: 12, firstMs: 10_000, longestMs: 60 * 60_000 }

/** Actions of every task type: for tasks in error and tasks that the utility works. */
const whenStuck = { retry: ['error'], 'complete-by-hand': ['processing', 'error'] } as const

/** The request makes the change itself. */
export const changedInRequest = {
  lifecycle: inRequest,
  retries: soonOrNever,
  csrActions: { discard: ['error'], ...whenStuck },
} as const

/** The worker makes the change a moment later. */
export const workedAtOnce = {
  lifecycle: atOnce,
  retries: soonOrNever,
  csrActions: { discard: ['pending', 'error'], ...whenStuck },
} as const

/** The utility does the work, without a decision or a date. */
export const doneByUtilityAtOnce = {
  lifecycle: atOnce,
  isDoneByUtility: true,
  csrActions: { discard: ['pending', 'processing', 'error'], ...whenStuck },
} as const

const decidedByStaff = {
  discard: ['draft', 'awaiting-approval', 'pending', 'processing', 'error'],
  approve: ['awaiting-approval'],
  reject: ['awaiting-approval'],
  ...whenStuck,
} as const

/** A CSR approves, then the worker makes the effect. */
export const workedOnApproval = {
  lifecycle: onApproval,
  retries: soonOrNever,
  csrActions: decidedByStaff,
} as const

/** A CSR approves, then the utility does the work. */
export const doneByUtilityOnApproval = {
  lifecycle: onApproval,
  isDoneByUtility: true,
  retries: patiently,
  csrActions: decidedByStaff,
} as const

/** A CSR approves an amount, then the worker makes the effect. */
export const workedOnAgreement = {
  lifecycle: onAgreement,
  retries: soonOrNever,
  csrActions: decidedByStaff,
} as const

/** Somebody has to confirm within two weeks. */
export const doneOnConfirmation = {
  lifecycle: onConfirmation,
  retries: soonOrNever,
  expires: { 'awaiting-verification': '14 days' },
  csrActions: { discard: ['awaiting-verification', 'error'], ...whenStuck },
} as const

/** The utility does the work on a date that the customer chose. */
export const datedServiceOrder = {
  lifecycle: onDate,
  isDoneByUtility: true,
  retries: patiently,
  toDoRole: 'service-orders',
  csrActions: {
    discard: ['draft', 'pending', 'scheduled', 'processing', 'error'],
    reschedule: ['scheduled'],
    ...whenStuck,
  },
} as const
