// Made by `npm run types` from the migrated database. Not to be edited.

export type OccupantsByTraces = {
  params: { streets: string[] | null; house: string | null; perWay: number | null; postalCodes: string[] | null; beginnings: string[] | null; limit: number | null }
  row: { accountId: number; personId: number; premiseId: number; isCurrent: boolean; surname: string; given: string; core: string; house: string; postalCode: string; street: string; unit: string; city: string }
}

export type TracesInIndex = {
  params: { city: string | null; lettersOfPlace: number | null; streets: string[] | null; postalCodes: string[] | null }
  row: { kind: string; term: string }
}
