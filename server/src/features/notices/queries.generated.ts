// Made by `npm run types` from the migrated database. Not to be edited.

export type AddNotice = {
  params: { notification: string | null; accountId: number | null; about: string | null; details: unknown | null }
  row: { pgNotify: unknown }
}

export type AddUsageNotice = {
  params: { accountId: number | null; servicePointId: number | null; day: string | null; details: unknown | null }
  row: { pgNotify: unknown }
}

export type BillOfNotice = {
  params: { billId: number | null; accountId: number | null }
  row: { amountDueCents: number; currency: string; dueDate: string }
}

export type ClaimNotices = {
  params: { most: number | null }
  row: { accountId: number; notification: string; about: string; details: unknown }
}

export type ClaimUsageChecks = {
  params: { most: number | null }
  row: { servicePointId: number }
}

export type DeleteOldNotices = {
  params: {  }
  row: object
}

export type InsertStopKey = {
  params: { webUserId: number | null; email: string | null; nonce: string | null; keyHash: Uint8Array | null; accountId: number | null; stops: string | null }
  row: { mailedKeyId: number }
}

export type OverdueBills = {
  params: { after: number | null; timeZone: string | null; most: number | null }
  row: { accountId: number; billId: number }
}

export type PointForUsageCheck = {
  params: { timeZone: string | null; servicePointId: number | null }
  row: { accountId: number; serviceType: string; startedOn: string; months: string[]; notBefore: string; setPercent: unknown }
}

export type ReadersOfNotice = {
  params: { accountId: number | null; neededRight: string | null }
  row: { webUserId: number; email: string; locale: string; displayName: string | null; choices: unknown; mobile: string | null }
}
