// Made by `npm run types` from the migrated database. Not to be edited.

export type AddBalance = {
  params: { amountCents: number | null; accountId: number | null }
  row: { balanceCents: number }
}

export type CardPayment = {
  params: { taskId: number | null; accountId: number | null }
  row: { taskId: number; state: string; amountCents: number; currency: string; createdAt: Date; idempotencyKey: string | null; balanceCents: number; providerState: string | null; toldAt: Date | null; declineReason: string | null; isPaid: boolean; paymentId: number | null; paidAt: Date | null; paidWith: string | null; refundedOn: string | null; isPageOpen: boolean }
}

export type CardPaymentCancelled = {
  params: { taskId: number | null }
  row: object
}

export type CardPaymentSession = {
  params: { taskId: number | null }
  row: { redirectUrl: string }
}

export type CardPaymentToSettle = {
  params: { taskId: number | null; sessionId: string | null }
  row: { taskId: number; state: string; accountId: number; webUserId: number; amountCents: number | null; currency: string | null; actorKind: string; visitEndedAt: Date | null; isPaid: boolean }
}

export type CardPaymentsBetween = {
  params: { since: Date | null; until: Date | null }
  row: { key: string; taskId: number; accountId: number | null; amountCents: number; state: string }
}

export type CardPaymentsOfSessions = {
  params: { sessionIds: string[] | null }
  row: { key: string; taskId: number; accountId: number | null; amountCents: number; state: string }
}

export type ClaimCardPayments = {
  params: { most: number | null }
  row: { taskId: number; sessionId: string }
}

export type ClaimSessionsToAsk = {
  params: { most: number | null }
  row: { taskId: number; sessionId: string }
}

export type InsertPayment = {
  params: { accountId: number | null; timeZone: string | null; amountCents: number | null; currency: string | null; tender: string | null; taskId: number | null; paidWith: string | null }
  row: { paymentId: number; bookedAt: Date }
}

export type InsertReversal = {
  params: { paymentId: number | null; kind: string | null; reason: string | null; timeZone: string | null; taskId: number | null }
  row: object
}

export type KeepCardPaymentSession = {
  params: { taskId: number | null; sessionId: string | null; redirectUrl: string | null }
  row: object
}

export type LockPaymentKey = {
  params: { webUserId: number | null; key: string | null }
  row: { pgAdvisoryXactLock: unknown }
}

export type NameCard = {
  params: { paidWith: string | null; taskId: number | null }
  row: object
}

export type NewestPaymentNow = {
  params: { timeZone: string | null; webUserId: number | null; accountId: number | null }
  row: { paymentId: number; amountCents: number; isOwn: boolean; isToday: boolean; now: Date; paidAt: Date | null }
}

export type NoteProviderEvent = {
  params: { eventId: string | null; taskId: number | null }
  row: object
}

export type NoteProviderState = {
  params: { state: string | null; declineReason: string | null; isOver: boolean | null; taskId: number | null }
  row: object
}

export type OpenCardPages = {
  params: { accountId: number | null; webUserId: number | null; taskId: number | null; key: string | null }
  row: { taskId: number; sessionId: string | null }
}

export type PayableAccount = {
  params: { accountId: number | null }
  row: { accountId: number; balanceCents: number; currency: string; isCashOnly: boolean }
}

export type PayerOf = {
  params: { accountId: number | null; webUserId: number | null }
  row: { email: string; locale: string; displayName: string | null; wantsMail: boolean | null }
}

export type PaymentByKey = {
  params: { webUserId: number | null; key: string | null }
  row: { taskId: number; accountId: number | null; amountCents: number | null; state: string; redirectUrl: string | null }
}

export type PaymentsUnderWay = {
  params: { accountId: number | null; webUserId: number | null }
  row: { taskId: number; amountCents: number; createdAt: Date; idempotencyKey: string }
}

export type ReduceBalance = {
  params: { amountCents: number | null; accountId: number | null }
  row: { balanceCents: number }
}

export type UsualPayments = {
  params: { accountId: number | null }
  row: { amountCents: number }
}
