// Made by `npm run types` from the migrated database. Not to be edited.

export type CustomerRows = {
  params: { persons: number[] | null; accounts: number[] | null; premises: number[] | null; wholes: boolean[] | null; timeZone: string | null; showAllPremises: boolean | null; webUsers: number[] | null; division: string | null; isByPlace: boolean | null; hasWebUser: boolean | null; limit: number | null }
  row: { at: number; accountId: number | null; status: string | null; customerClass: string | null; division: string | null; personId: number | null; kind: string | null; isProtected: boolean; name: string | null; aliases: string[]; isMainCustomer: boolean | null; premiseId: number | null; address: string; isCurrent: boolean | null; latitude: number | null; longitude: number | null; premises: number; hasAgreement: boolean; webUserId: number | null; userName: string | null; isActive: boolean | null; isLoginGuarded: boolean }
}

export type VacantPremises = {
  params: { premises: number[] | null; division: string | null; timeZone: string | null; limit: number | null }
  row: { premiseId: number; address: string; latitude: number | null; longitude: number | null }
}
