// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountsInRange = {
  params: { accountFrom: number | null; accountTo: number | null; pattern: string | null; isWhole: boolean | null; limit: number | null; ending: number | null }
  row: { accountId: number }
}

export type AccountsOfPersons = {
  params: { persons: number[] | null; wholes: boolean[] | null; limit: number | null }
  row: { personId: number; accountId: number | null }
}

export type AccountsOfPremises = {
  params: { premises: number[] | null; wholes: boolean[] | null; limit: number | null }
  row: { premiseId: number; accountId: number }
}

export type PersonsByContact = {
  params: { whole: string | null; beginning: string | null; pattern: string | null; limit: number | null; ending: string | null }
  row: { personId: number; value: string; isWhole: boolean }
}

export type PersonsByIdentifier = {
  params: { hashes: string[] | null; isAlone: boolean | null; limit: number | null }
  row: { personId: number; maskedValue: string }
}

export type PersonsByIdentifierType = {
  params: { identifierType: string | null; limit: number | null }
  row: { personId: number; maskedValue: string }
}

export type PersonsOfAccounts = {
  params: { accounts: number[] | null }
  row: { accountId: number; personId: number; surname: string; given: string }
}

export type PlacesOfAccounts = {
  params: { accounts: number[] | null }
  row: { accountId: number; premiseId: number; core: string; street: string; house: string; unit: string; city: string; postalCode: string }
}

export type PremisesByGeographicType = {
  params: { geographicType: string | null; limit: number | null }
  row: { premiseId: number; value: string }
}

export type PremisesByGeography = {
  params: { whole: string | null; beginning: string | null; pattern: string | null; geographicType: string | null; limit: number | null }
  row: { premiseId: number; value: string; isWhole: boolean; isMeter: boolean }
}

export type WebUsersFound = {
  params: { whole: string | null; beginning: string | null; pattern: string | null; limit: number | null; webUserId: number | null }
  row: { webUserId: number; personId: number; userName: string; email: string; accountId: number | null; isWhole: boolean }
}
