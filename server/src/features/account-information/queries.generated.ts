// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountContacts = {
  params: { personId: number | null }
  row: { contactType: string; value: string; state: string }
}

export type AccountInformation = {
  params: { accountId: number | null; webUserId: number | null }
  row: { accountId: number; customerClass: string; status: string; nickname: string; role: string; line1: string; line2: string; city: string; region: string; postalCode: string; country: string; version: number; isHiddenFromOthers: boolean }
}

export type AccountPersonsOf = {
  params: { accountId: number | null }
  row: { name: string; isMainCustomer: boolean; isFinanciallyResponsible: boolean }
}

export type AccountServices = {
  params: { accountId: number | null }
  row: { serviceType: string; meterNumber: string | null; address: string }
}
