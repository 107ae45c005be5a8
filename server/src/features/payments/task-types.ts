import { z } from 'zod'
import { MaskedAccount } from '#features/bank-accounts/index.ts'
import { payment } from '#tasks/lifecycle/lifecycles.ts'
import { changedInRequest, patiently, workedAtOnce } from '#tasks/lifecycle/presets.ts'
import { change, notFound, taskType, type Work } from '#tasks/lifecycle/task-type.ts'
import { setAutopayOf } from './queries.ts'

/** Switches autopay on or off. */
const setAutopay =
  (isOn: boolean): Work<unknown> =>
  async (sql, grant, tasks) => {
    const accountIds = tasks.flatMap(({ accountId }) => accountId ?? [])
    const rows = await setAutopayOf(sql, grant, { isOn, accountIds })
    const changed = new Set(rows.map(({ accountId }) => accountId))
    return notFound(tasks, 'account-not-found', ({ accountId }) => changed.has(accountId ?? 0))
  }

const replacedByAutopay = {
  laterTypes: ['autopay-enrol', 'autopay-change', 'autopay-stop'],
  of: 'account',
} as const

/** A payment by card at the payment page, or from a bank account on a day. */
export const oneTimePayment = taskType({
  name: 'one-time-payment',
  lifecycle: payment,
  payload: z.strictObject({
    payBy: z.enum(['card', 'bank']),
    bankAccount: MaskedAccount.optional(),
    /** The version of the terms that the payer accepted. */
    termsVersion: z.number().int().optional(),
  }),
  isDoneByUtility: true,
  pendingFor: 'payment-page',
  retries: patiently,
  expires: { pending: '30 minutes' },
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
  csrActions: {
    discard: ['scheduled', 'processing', 'error'],
    reschedule: ['scheduled'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})

/** Bills are paid from a bank account automatically. */
export const autopayEnrol = taskType({
  ...workedAtOnce,
  name: 'autopay-enrol',
  payload: z.strictObject({ bankAccount: MaskedAccount, drawn: z.string() }),
  work: setAutopay(true),
  contact: { class: 'self-service', type: 'payment' },
  toDoRole: 'payments',
  replacedBy: replacedByAutopay,
})

/** Autopay draws on another bank account. */
export const autopayChange = taskType({
  ...changedInRequest,
  name: 'autopay-change',
  payload: z.strictObject({ bankAccount: change(MaskedAccount) }),
  toDoRole: 'payments',
  replacedBy: replacedByAutopay,
})

/** Bills are no longer paid automatically. */
export const autopayStop = taskType({
  ...workedAtOnce,
  name: 'autopay-stop',
  payload: z.strictObject({ autopay: change(z.boolean()) }),
  work: setAutopay(false),
  contact: { class: 'self-service', type: 'payment' },
  toDoRole: 'payments',
  replacedBy: replacedByAutopay,
})
