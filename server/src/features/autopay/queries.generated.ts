// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountForAutopay = {
  params: { timeZone: string | null; accountId: number | null }
  row: { balanceCents: number; currency: string; isAutopay: boolean; isCashOnly: boolean; isClosed: boolean; today: string }
}

export type AutopayOfAccount = {
  params: { accountId: number | null }
  row: { bankAccount: string; dayOfMonth: number | null; limitCents: number | null; pausedBecause: string | null; nextState: string | null; nextCents: number | null; nextOn: string | null; taskId: number; madeBy: string | null; askedAt: Date }
}

export type AutopayRuns = {
  params: { accountId: number | null }
  row: { autopayRunId: number; billId: number; state: string; amountCents: number; payOn: string; taskId: number | null }
}

export type BillsToPlan = {
  params: { timeZone: string | null; most: number | null }
  row: { autopayId: number; accountId: number; webUserId: number; taskId: number; maskedNumber: string; dayOfMonth: number | null; limitCents: number | null; billId: number; billDate: string; dueDate: string; amountCents: number; currency: string; today: string }
}

export type ChangeAutopay = {
  params: { bankAccountId: number | null; maskedNumber: string | null; dayOfMonth: number | null; limitCents: number | null; termsVersion: number | null; accountId: number | null; webUserId: number | null; version: number | null }
  row: { version: number }
}

export type DecideRun = {
  params: { isPaid: boolean | null; autopayRunId: number | null; accountId: number | null }
  row: { state: string; billId: number; amountCents: number; currency: string }
}

export type DueRuns = {
  params: { timeZone: string | null; most: number | null }
  row: { autopayRunId: number; amountCents: number; accountId: number; webUserId: number; bankAccountId: number; maskedNumber: string; termsVersion: number; taskId: number; balanceCents: number; currency: string; today: string }
}

export type EndAutopay = {
  params: { why: string | null; autopayId: number | null }
  row: object
}

export type EndOverAutopays = {
  params: { most: number | null }
  row: { autopayId: number; accountId: number; webUserId: number; taskId: number; why: string }
}

export type InsertAutopay = {
  params: { accountId: number | null; webUserId: number | null; bankAccountId: number | null; maskedNumber: string | null; dayOfMonth: number | null; limitCents: number | null; termsVersion: number | null; taskId: number | null; today: string | null; newVersion: number | null }
  row: { version: number }
}

export type InsertRun = {
  params: { autopayId: number | null; accountId: number | null; billId: number | null; payOn: string | null; amountCents: number | null; state: string | null }
  row: { autopayRunId: number }
}

export type NewestAutopay = {
  params: { accountId: number | null }
  row: { autopayId: number; webUserId: number; bankAccountId: number; maskedNumber: string; dayOfMonth: number | null; limitCents: number | null; startedOn: string; version: number; pausedBecause: string | null; isActive: boolean; endedBy: string | null }
}

export type OrderRun = {
  params: { state: string | null; amountCents: number | null; paymentTaskId: number | null; autopayRunId: number | null }
  row: object
}

export type OrderRunPayment = {
  params: { bankAccountId: number | null; taskId: number | null; amountCents: number | null; currency: string | null }
  row: object
}

export type PauseAutopay = {
  params: { reason: string | null; paymentTaskId: number | null }
  row: { autopayId: number; accountId: number; webUserId: number; maskedNumber: string; taskId: number }
}

export type StopAutopay = {
  params: { accountId: number | null; version: number | null }
  row: { version: number }
}

export type SwitchAutopay = {
  params: { isOn: boolean | null; accountId: number | null }
  row: object
}

export type SwitchAutopayOff = {
  params: { accountId: number | null }
  row: object
}

export type UnderWay = {
  params: { accountId: number | null }
  row: { cents: number }
}

export type UnpaidBill = {
  params: { accountId: number | null }
  row: { amountCents: number; dueDate: string }
}
