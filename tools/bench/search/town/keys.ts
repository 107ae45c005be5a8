/** Computes keys from a household's index, so that no two households share a key and none must be stored. */
export const personKey = (household: number, at: number) => 10_000_000 + household * 4 + at
export const premiseKey = (household: number, at: number) => 10_000_000 + household * 8 + at
export const servicePointKey = (premiseId: number, at: number) => premiseId * 2 + at
export const webUserKey = (personId: number) => personId

const accountsOfTheTown = 8_900_000_000

/** Returns an account id that looks random, as a utility's do. The multiplier is coprime to the number of ids, so that each id occurs once. */
export function accountKeys(household: number, at: number) {
  const index = household * 4 + at
  return {
    accountId: 1_000_000_000 + ((index * 7_368_787 + 234_567_891) % accountsOfTheTown),
    firstAgreementId: 10_000_000 + index * 16,
  }
}

/** First index of households from files: their accounts lie beyond all accounts of the town. */
export const firstLabeledHousehold = 500_000_000
export const firstLabeledAccount = 1_000_000_000 + accountsOfTheTown
