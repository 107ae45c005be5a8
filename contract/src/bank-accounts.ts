import { z } from 'zod'
import { bankNumberProblem, routingNumberProblem } from './bank-numbers.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Id, Instant, may, optionalText, Version } from './values.ts'

/** Wrong answers to the two deposits before the bank account must be added again. */
export const mostWrongDeposits = 3
/** Days to confirm the two deposits. */
export const daysToVerify = 14

const ofAccount = z.strictObject({ accountId: AccountId })
const ofBankAccount = z.strictObject({ accountId: AccountId, bankAccountId: Id })
const digitsOf = (problemOf: (digits: string) => string | null) =>
  z
    .string()
    .max(60, 'too-long')
    .transform((typed) => typed.replace(/[\s\p{Pd}]/gu, ''))
    .superRefine((digits, context) => {
      const message = problemOf(digits)
      if (message !== null) context.addIssue({ code: 'custom', message })
    })

export const bankAccountStates = ['waiting', 'verified', 'wrong-deposits', 'bank-refused', 'over'] as const

const BankAccount = z.object({
  bankAccountId: Id,
  version: Version,
  /** Never more than the last four digits. */
  maskedNumber: z.string(),
  kind: z.enum(['checking', 'savings']),
  nickname: z.string(),
  isDefault: z.boolean(),
  /**
   * `waiting`: for the two deposits. `wrong-deposits`, `bank-refused`, `over` (not confirmed in time, or stopped by staff): it
   * cannot be paid from, and is removed or added again.
   */
  state: z.enum(bankAccountStates),
  /** With `bank-refused`: what the bank said. */
  bankReason: z.string().nullable(),
  addedAt: Instant,
  /** The bank took the order for both deposits. */
  areDepositsSent: z.boolean(),
  wrongTriesLeft: z.number().int(),
  verifyBefore: Instant.nullable(),
  /** What still pays from it, so that it cannot be removed: kinds and the accounts that are paid. */
  uses: z.array(z.object({ use: z.string(), accountId: AccountId, on: CalendarDate.nullable() })),
})

/** Two amounts of at most 99 cents. */
const Deposit = z.number().int().min(1, 'deposit').max(99, 'deposit')

const endpoints = {
  /** The bank accounts of this web user. Nobody else on the account sees them; they pay any account of the web user. */
  listBankAccounts: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bank-accounts',
    action: 'bank-account:view',
    masquerade: 'read',
    params: ofAccount,
    response: z.object({
      accountId: AccountId,
      /** This installation takes no payments from bank accounts, or this account takes only cash. */
      problem: z.enum(['bank-payments-off', 'cash-only']).nullable(),
      bankAccounts: z.array(BankAccount),
      may: may('bank-account:add', 'bank-account:verify', 'bank-account:change', 'bank-account:remove'),
    }),
  }),
  /** Adds a bank account. Two small deposits go to it, and it pays once the web user has told their amounts. */
  addBankAccount: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/bank-accounts',
    action: 'bank-account:add',
    masquerade: 'step-up: payment.methods',
    task: 'bank-account-add',
    params: ofAccount,
    body: z.strictObject({
      routingNumber: digitsOf(routingNumberProblem),
      bankAccountNumber: digitsOf(bankNumberProblem),
      repeatedNumber: z.string().max(60, 'too-long'),
      kind: z.enum(['checking', 'savings'], 'required'),
      nickname: optionalText(40),
    }),
    response: z.object({ taskId: Id, bankAccountId: Id }),
  }),
  /** Confirms the two deposits, in any order. After three wrong answers the bank account must be added again. */
  verifyBankAccount: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/bank-accounts/:bankAccountId/verify',
    action: 'bank-account:verify',
    masquerade: 'step-up: payment.methods',
    task: 'bank-account-add',
    params: ofBankAccount,
    body: z.strictObject({ firstCents: Deposit, secondCents: Deposit }),
    response: z.object({ taskId: Id }),
  }),
  /** Changes the nickname, or makes it the bank account that is chosen first. */
  changeBankAccount: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/bank-accounts/:bankAccountId',
    action: 'bank-account:change',
    masquerade: 'step-up: payment.methods',
    task: 'bank-account-change',
    params: ofBankAccount,
    body: z.strictObject({ version: Version, nickname: optionalText(40), isDefault: z.boolean() }),
    response: z.object({ taskId: Id.nullable(), version: Version }),
  }),
  /** Removes a bank account and deletes its number. Refused with `bank-account-in-use` while a payment or autopay needs it. */
  removeBankAccount: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/bank-accounts/:bankAccountId/remove',
    action: 'bank-account:remove',
    masquerade: 'step-up: payment.methods',
    task: 'bank-account-remove',
    params: ofBankAccount,
    response: z.object({ taskId: Id }),
  }),
}

export const bankAccounts = feature({
  actions: {
    'bank-account:view': 'read',
    'bank-account:add': 'step-up: payment.methods',
    'bank-account:verify': 'step-up: payment.methods',
    'bank-account:change': 'step-up: payment.methods',
    'bank-account:remove': 'step-up: payment.methods',
  },
  endpoints,
})
