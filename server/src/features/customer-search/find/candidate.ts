import type { Match } from '../rules.ts'
import type { Met } from './name-cost.ts'
import type { PlaceMet } from './place-cost.ts'

/** What was found, before it is read: whom, on which account, where, at what cost, and which words answered. */
export type Candidate = {
  personId: number | null
  accountId: number | null
  premiseId: number | null
  webUserId: number | null
  cost: number
  /** Found by a whole value that was asked for alone: only such a row may be a protected customer's. */
  isWhole: boolean
  /** Words of the name that answered; what the row shows of them is marked when it is read. */
  name: readonly Met[]
  /** The words that were typed of a name. */
  typed: readonly string[]
  /** Parts of the address that answered. */
  place: readonly PlaceMet[]
  /** What the exact families found. */
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
