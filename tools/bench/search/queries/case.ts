import type { Dice } from '../dice.ts'
import type { Account, Household, Person, Premise } from '../town/household.ts'
import type { Town } from '../town/town.ts'

/** A caller: a customer with account and premise, and the random choices for the query. */
export type Case = { person: Person; account: Account; premise: Premise; household: Household; dice: Dice }

/** Draws callers of the town at random, each equally likely. */
export function* callers(town: Town, households: number, dice: Dice): Generator<Case> {
  for (;;) {
    const household = town.household(dice.below(households))
    const [premise] = household.premises
    const [account] = household.accounts
    if (premise && account) yield { person: dice.pick(household.persons), account, premise, household, dice }
  }
}
