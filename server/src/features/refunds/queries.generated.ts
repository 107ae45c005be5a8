// Made by `npm run types` from the migrated database. Not to be edited.

export type AskForRefund = {
  params: { taskId: number | null; paymentId: number | null }
  row: object
}

export type ClaimCardRefunds = {
  params: { most: number | null }
  row: { taskId: number; refundKey: string; attempts: number; sessionId: string; amountCents: number; currency: string }
}

export type EndRefund = {
  params: { state: string | null; reference: string | null; because: string | null; taskId: number | null }
  row: { paymentId: number }
}

export type LockRefunds = {
  params: { accountId: number | null }
  row: { pgAdvisoryXactLock: unknown }
}

export type OrderBankRefunds = {
  params: {  }
  row: object
}

export type RefundLimit = {
  params: {  }
  row: { aboveCents: number | null }
}

export type RefundToEnd = {
  params: { taskId: number | null }
  row: { accountId: number; amountCents: number; currency: string; paidWith: string | null; webUserId: number; cause: string; isReversed: boolean }
}

export type RefundablePayments = {
  params: { accountId: number | null; paymentId: number | null }
  row: { paymentId: number; receivedOn: string; amountCents: number; currency: string; tender: string; paidWith: string | null; taskId: number | null; webUserId: number | null; isReversed: boolean; refundTaskId: number | null; isUnderWay: boolean; isElectronic: boolean }
}
