// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountBalance = {
  params: { timeZone: string | null; accountId: number | null }
  row: { balanceCents: number; currency: string; isAutopay: boolean; isPaperless: boolean; today: string }
}

export type BalanceOf = {
  params: { accountId: number | null; timeZone: string | null }
  row: { balanceCents: number; currency: string; isAutopay: boolean; isPaperless: boolean; today: string; bills: unknown; lastYearCents: number | null; receivedOn: string | null; paidCents: number | null; tender: string | null }
}

export type BalancesOf = {
  params: { timeZone: string | null; webUserId: number | null }
  row: { accountId: number; balanceCents: number; currency: string; isAutopay: boolean; today: string; bills: unknown }
}

export type BillAddressee = {
  params: { accountId: number | null }
  row: { name: string | null; remittance: unknown; line1: string | null; line2: string | null; city: string | null; region: string | null; postalCode: string | null; country: string | null }
}

export type BillHistory = {
  params: { accountId: number | null; until: string | null }
  row: { billId: number; days: number; serviceType: string; unit: string; quantity: number }
}

export type BillLines = {
  params: { billIds: number[] | null }
  row: { billId: number; section: string; serviceType: string | null; kind: string; names: unknown; quantity: number | null; unit: string | null; rateMicros: number | null; amountCents: number; stepFrom: number | null; stepTo: number | null; stepPer: string | null; premise: string | null }
}

export type BillOfAccount = {
  params: { timeZone: string | null; accountId: number | null; billId: number | null }
  row: { billId: number; kind: string; billDate: string; dueDate: string; periodFrom: string; periodTo: string; previousBalanceCents: number; paymentsCents: number; adjustmentsCents: number; chargesCents: number; amountDueCents: number; currency: string; disputedCents: number | null; disputedOn: string | null; balanceCents: number; today: string; previousBillDate: string | null; isNewest: boolean; newerCents: number }
}

export type BillWeather = {
  params: { accountId: number | null; until: string | null; billId: number | null; hotC: number | null; coldC: number | null }
  row: { billId: number; knownDays: number; heating: number; cooling: number; meanC: number; hotDays: number; coldNights: number }
}

export type BillYearBefore = {
  params: { accountId: number | null; billId: number | null }
  row: { billId: number; billDate: string; periodFrom: string; periodTo: string; chargesCents: number }
}

export type BillsOfAccount = {
  params: { accountId: number | null }
  row: { billId: number; kind: string; billDate: string; dueDate: string; periodFrom: string; periodTo: string; chargesCents: number; adjustmentsCents: number; amountDueCents: number; currency: string; disputedCents: number | null; disputedOn: string | null }
}

export type ExportedPayments = {
  params: { accountId: number | null; year: number | null }
  row: { paymentId: number; receivedOn: string; amountCents: number; tender: string; reversedOn: string | null }
}

export type PaymentsOfAccount = {
  params: { accountId: number | null; after: string | null; until: string | null; year: number | null }
  row: { paymentId: number; receivedOn: string; amountCents: number; tender: string; reversedOn: string | null }
}
