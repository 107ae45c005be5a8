// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountHead = {
  params: { accountId: number | null }
  row: { accountId: number; customerClass: string; division: string; status: string; openedOn: string; closedOn: string | null; isCashOnly: boolean; line1: string | null; line2: string | null; city: string | null; region: string | null; postalCode: string | null; country: string | null }
}

export type ContactsOfAccount = {
  params: { accountId: number | null }
  row: { personId: number; contactType: string; value: string; isPrimary: boolean; state: string }
}

export type IdentifierForReveal = {
  params: { personIdentifierId: number | null; accountId: number | null }
  row: { personId: number; identifierType: string; valueEncrypted: Uint8Array }
}

export type IdentifiersOfAccount = {
  params: { accountId: number | null }
  row: { personId: number; personIdentifierId: number; identifierType: string; maskedValue: string }
}

export type OpenProtected = {
  params: { csrId: string | null; deskSessionId: number | null; accountId: number | null; kind: string | null; reference: string | null }
  row: { protectedOpeningId: number; expiresAt: Date; isRepeated: boolean }
}

export type OpenTasksOfAccount = {
  params: { accountId: number | null }
  row: { taskId: number; taskType: string; state: string; createdAt: Date; madeBy: string | null }
}

export type OtherPaymentsOfAccount = {
  params: { accountId: number | null }
  row: { taskId: number; taskType: string; state: string; amountCents: number | null; payBy: string | null; scheduledOn: string | null; createdAt: Date }
}

export type PersonsOfAccount = {
  params: { accountId: number | null }
  row: { personId: number; kind: string; name: string; isMainCustomer: boolean; isFinanciallyResponsible: boolean; isThirdPartyGuarantor: boolean; relationshipType: string; markVersion: number | null; protectionKind: string | null; markedAt: Date | null; removalAskedBy: string | null; protectionReason: string | null; removalReason: string | null; ownAddress: string | null }
}

export type ProtectedReasons = {
  params: {  }
  row: { reasons: unknown }
}

export type ServicesOfAccount = {
  params: { accountId: number | null }
  row: { premiseId: number; address: string; latitude: number | null; longitude: number | null; serviceType: string; servicePointId: number; meterNumber: string | null; startedOn: string; endedOn: string | null }
}
