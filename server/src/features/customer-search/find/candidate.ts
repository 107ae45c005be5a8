import type { Match } from '../rules.ts'
import type { Met } from './name-cost.ts'
import type { PlaceMet } from './place-cost.ts'

/** A hit before its row is read: person, account, premise, cost, and the words that matched. */
export type Candidate = {
  personId: number | null
  accountId: number | null
  premiseId: number | null
  webUserId: number | null
  cost: number
  /** Found by a whole value that was the only term: only such a row may show a protected customer. */
  isWhole: boolean
  /** The words of the name that matched. `readRows` marks them in the shown name. */
  name: readonly Met[]
  /** The typed words of the name. */
  typed: readonly string[]
  /** The parts of the address that matched. */
  place: readonly PlaceMet[]
  /** The matches of exact families. */
  matches: readonly Match[]
}

export const nobody: Candidate = {
  personId: null,
  accountId: null,
  premiseId: null,
  webUserId: null,
  cost: 0,
  isWhole: false,
  name: [],
  typed: [],
  place: [],
  matches: [],
}
