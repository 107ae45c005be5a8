// Made by `npm run types` from the migrated database. Not to be edited.

export type BankPayment = {
  params: { taskId: number | null; accountId: number | null }
  row: { taskId: number; version: number; state: string; amountCents: number; currency: string; payOn: string; bankAccountId: number; bankAccount: string; createdAt: Date; bankReason: string | null; balanceCents: number; isPaid: boolean; reversal: string | null; paidAt: Date | null; paymentId: number | null; paidWith: string | null; reversedOn: string | null }
}

export type BankPaymentToSettle = {
  params: { taskId: number | null }
  row: { accountId: number; webUserId: number; actorKind: string; bankAccount: string }
}

export type BankReturnPosition = {
  params: {  }
  row: { position: number }
}

export type ChangePlannedPayment = {
  params: { amountCents: number | null; bankAccount: string | null; taskId: number | null }
  row: object
}

export type ChangePlannedTransfer = {
  params: { amountCents: number | null; bankAccountId: number | null; taskId: number | null }
  row: object
}

export type CloseBankAccount = {
  params: { reason: string | null; bankAccountId: number | null }
  row: object
}

export type DueBankPayments = {
  params: { timeZone: string | null; most: number | null }
  row: { taskId: number; accountId: number; webUserId: number; isUsable: boolean; isCashOnly: boolean }
}

export type LockAccountPayments = {
  params: { webUserId: number | null; accountId: number | null }
  row: { pgAdvisoryXactLock: unknown }
}

export type MoveReturnPosition = {
  params: { position: number | null }
  row: object
}

export type OrderPayment = {
  params: { bankAccountId: number | null; taskId: number | null; amountCents: number | null; currency: string | null }
  row: object
}

export type PlannedPayments = {
  params: { accountId: number | null; webUserId: number | null }
  row: { taskId: number; amountCents: number; payOn: string; bankAccount: string }
}

export type ReturnTransfer = {
  params: { reason: string | null; bankTransferId: number | null }
  row: { bankTransferId: number }
}

export type TransferOfKey = {
  params: { key: string | null }
  row: { bankTransferId: number; purpose: string; state: string; bankAccountId: number; taskId: number; amountCents: number; currency: string; paymentId: number | null; bookedBy: number | null; isReversed: boolean }
}

export type TransfersOfKeys = {
  params: { keys: string[] | null }
  row: { key: string; taskId: number; accountId: number | null; amountCents: number; state: string }
}

export type TransfersOfUtcDay = {
  params: { day: string | null }
  row: { key: string; taskId: number; accountId: number | null; amountCents: number; state: string }
}

export type UtilityDay = {
  params: { timeZone: string | null }
  row: { today: string }
}
