/** How an account can be billed and paid over time, in the order in which customers see the programs. */
export const programNames = [
  'paperless',
  'preferred-due-date',
  'payment-extension',
  'payment-arrangement',
  'budget-billing',
  'charity-round-up',
] as const
export type ProgramName = (typeof programNames)[number]

/** Why a customer cannot enroll in a program. The words are in the locale files under `field.<reason>`. */
export const programReasons = [
  'account-closed',
  'program-not-offered',
  'program-past-due',
  'program-changed-lately',
  'program-nothing-owed',
  'program-agreed-already',
  'program-has-other',
  'program-used-up',
  'program-broken-lately',
  'program-too-little',
  'program-too-few-bills',
] as const
export type ProgramReason = (typeof programReasons)[number]
