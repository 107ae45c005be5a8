// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountRows = {
  params: { shownPersons: number[] | null; premises: number[] | null; timeZone: string | null; showAllPremises: boolean | null; webUsers: number[] | null; persons: number[] | null; accountFrom: number | null; accountTo: number | null; accountPattern: string | null; division: string | null; hasWebUser: boolean | null; limit: number | null }
  row: { accountId: number; status: string; customerClass: string; division: string; personId: number | null; name: string | null; kind: string | null; isProtected: boolean | null; isMainCustomer: boolean | null; premiseId: number | null; address: string | null; latitude: number | null; longitude: number | null; isCurrent: boolean | null; premises: number; hasAgreement: boolean; webUserId: number | null; userName: string | null; isActive: boolean | null }
}

export type IdentifierTypes = {
  params: {  }
  row: { identifierType: string }
}

export type PersonRows = {
  params: { persons: number[] | null; hasWebUser: boolean | null; limit: number | null }
  row: { personId: number; kind: string; isProtected: boolean; name: string; webUserId: number | null; userName: string | null; isActive: boolean | null }
}

export type PersonsByContact = {
  params: { pattern: string | null; limit: number | null }
  row: { personId: number | null; value: string | null }
}

export type PersonsByIdentifier = {
  params: { hashes: string[] | null; identifierType: string | null; limit: number | null }
  row: { personId: number; maskedValue: string }
}

export type PersonsByName = {
  params: { organisation: string | null; given: string | null; surname1: string | null; given1: string | null; surname2: string | null; given2: string | null; surname3: string | null; given3: string | null; surname4: string | null; given4: string | null; amongPersons: number[] | null; amongPremises: number[] | null; limit: number | null }
  row: { personId: number; name: string; isAlias: boolean }
}

export type PremiseRows = {
  params: { premises: number[] | null; timeZone: string | null; limit: number | null }
  row: { premiseId: number; address: string; latitude: number | null; longitude: number | null }
}

export type PremisesFound = {
  params: { geographicGiven: boolean | null; geographicValue: string | null; geographicType: string | null; street: string | null; city: string | null; postalCode: string | null; division: string | null; limit: number | null; amongPersons: number[] | null }
  row: { premiseId: number; geographic: string | null }
}

export type WebUsersFound = {
  params: { pattern: string | null; webUserId: number | null; limit: number | null }
  row: { webUserId: number; personId: number; userName: string; email: string }
}
