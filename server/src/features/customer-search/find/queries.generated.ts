// Made by `npm run types` from the migrated database. Not to be edited.

export type GuardedByWhole = {
  params: { names: string[] | null; streets: string[] | null; cities: string[] | null; postalCodes: string[] | null }
  row: { at: number; personId: number | null; accountId: number | null; premiseId: number | null; isName: boolean }
}

export type NamesByBeginning = {
  params: { beginning: string | null; limit: number | null }
  row: { personId: number; surname: string; given: string; isSurname: boolean }
}

export type NamesByGiven = {
  params: { givens: string[] | null; beginning: string | null; limit: number | null }
  row: { personId: number; surname: string; given: string }
}

export type NamesByPair = {
  params: { surnames: string[] | null; surnameUnits: number[] | null; surnameCosts: number[] | null; lows: string[] | null; highs: string[] | null; givenUnits: number[] | null; givenCosts: number[] | null; mostCost: number | null; perPair: number | null; limit: number | null }
  row: { personId: number; surname: string; given: string }
}

export type NamesByPairs = {
  params: { surnames: string[] | null; surnameUnits: number[] | null; surnameCosts: number[] | null; lows: string[] | null; highs: string[] | null; givenUnits: number[] | null; givenCosts: number[] | null; mostCost: number | null; perPair: number | null; most: number | null; limit: number | null }
  row: { personId: number; surnames: string[]; givens: string[] }
}

export type NamesByWord = {
  params: { terms: string[] | null; limit: number | null }
  row: { personId: number; surname: string; given: string; isSurname: boolean }
}

export type OccupantsByName = {
  params: { persons: number[] | null; limit: number | null }
  row: { accountId: number; personId: number; premiseId: number; isCurrent: boolean; surname: string; given: string; core: string; house: string; postalCode: string; street: string; unit: string; city: string }
}

export type OccupantsByPostalCode = {
  params: { names: string[] | null; postalCodes: string[] | null; hasPair: boolean | null; perWay: number | null; isLoose: boolean | null; house: string | null; limit: number | null }
  row: { accountId: number; personId: number; premiseId: number; isCurrent: boolean; surname: string; given: string; core: string; house: string; postalCode: string; street: string; unit: string; city: string }
}

export type OccupantsByStreet = {
  params: { cores: string[] | null; coreCosts: number[] | null; names: string[] | null; nameCosts: number[] | null; mostCost: number | null; perWay: number | null; house: string | null; hasPair: boolean | null; limit: number | null }
  row: { accountId: number; personId: number; premiseId: number; isCurrent: boolean; surname: string; given: string; core: string; house: string; postalCode: string; street: string; unit: string; city: string }
}

export type OccupantsOf = {
  params: { premises: number[] | null; limit: number | null }
  row: { accountId: number; personId: number; premiseId: number; isCurrent: boolean; surname: string; given: string; core: string; house: string; postalCode: string; street: string; unit: string; city: string }
}

export type PersonsNamed = {
  params: { persons: number[] | null }
  row: { personId: number; surname: string; given: string }
}

export type PostalCodesOf = {
  params: { cities: string[] | null }
  row: { postalCode: string }
}

export type PremisesByCity = {
  params: { cities: string[] | null; postalCode: string | null; limit: number | null }
  row: { premiseId: number; core: string; street: string; house: string; unit: string; city: string; postalCode: string }
}

export type PremisesByPostalCode = {
  params: { postalCode: string | null; limit: number | null }
  row: { premiseId: number; core: string; street: string; house: string; unit: string; city: string; postalCode: string }
}

export type PremisesByStreet = {
  params: { cores: string[] | null; house: string | null; cities: string[] | null; postalCode: string | null; limit: number | null; street: string | null; looked: number | null; others: number | null }
  row: { premiseId: number; core: string; street: string; house: string; unit: string; city: string; postalCode: string }
}
