import type { RetryPolicy } from '#worker/backoff.ts'
import { atOnce, inRequest, onAgreement, onApproval, onConfirmation, onDate } from './lifecycles.ts'

/** For what a customer waits for: five attempts in some minutes. */
export const soonOrNever: RetryPolicy = { mostAttempts: 5, firstMs: 2_000, longestMs: 120_000 }

/** For what may take its time: a dozen attempts in about six hours. */
export const patiently: RetryPolicy = { mostAttempts: 12, firstMs: 10_000, longestMs: 60 * 60_000 }

/** What a CSR can do with every task that failed or that the utility works. */
const whenStuck = { retry: ['error'], 'complete-by-hand': ['processing', 'error'] } as const

/** A change that is made in its own request. */
export const changedInRequest = {
  lifecycle: inRequest,
  retries: soonOrNever,
  csrActions: { discard: ['error'], ...whenStuck },
} as const

/** A change that the worker makes a moment later. */
export const workedAtOnce = {
  lifecycle: atOnce,
  retries: soonOrNever,
  csrActions: { discard: ['pending', 'error'], ...whenStuck },
} as const

/** What the utility does as soon as it is asked. */
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

/** What staff approve and the worker then does. */
export const workedOnApproval = {
  lifecycle: onApproval,
  retries: soonOrNever,
  csrActions: decidedByStaff,
} as const

/** What staff approve and the utility then does. */
export const doneByUtilityOnApproval = {
  lifecycle: onApproval,
  isDoneByUtility: true,
  retries: patiently,
  csrActions: decidedByStaff,
} as const

/** What staff agree to with an amount and the utility then does. */
export const doneByUtilityOnAgreement = {
  lifecycle: onAgreement,
  isDoneByUtility: true,
  retries: patiently,
  csrActions: decidedByStaff,
} as const

/** What somebody has to prove or accept within two weeks. */
export const doneOnConfirmation = {
  lifecycle: onConfirmation,
  retries: soonOrNever,
  expires: { 'awaiting-verification': '14 days' },
  csrActions: { discard: ['awaiting-verification', 'error'], ...whenStuck },
} as const

/** What the utility carries out on a day that the customer chose. */
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
