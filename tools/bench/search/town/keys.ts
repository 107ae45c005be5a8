/** Keys of what the household with an index has: no two households share one, and none has to be remembered. */
export const personKey = (household: number, at: number) => 10_000_000 + household * 4 + at
export const premiseKey = (household: number, at: number) => 10_000_000 + household * 8 + at
export const servicePointKey = (premiseId: number, at: number) => premiseId * 2 + at
export const webUserKey = (personId: number) => personId

const accountsOfTheTown = 8_900_000_000

/** Returns account ids that look random, as a utility's do: a multiplier without a common factor with their count reaches each once. */
export function accountKeys(household: number, at: number) {
  const index = household * 4 + at
  return {
    accountId: 1_000_000_000 + ((index * 7_368_787 + 234_567_891) % accountsOfTheTown),
    firstAgreementId: 10_000_000 + index * 16,
  }
}

/** Households of people from files begin here, and their accounts beyond all of the town's. */
export const firstLabeledHousehold = 500_000_000
export const firstLabeledAccount = 1_000_000_000 + accountsOfTheTown
