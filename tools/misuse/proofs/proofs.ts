import { faultsBeside } from './faults-beside.ts'
import { faultsOfEnds } from './faults-of-ends.ts'
import { faultsOfReviews } from './faults-of-reviews.ts'
import { faultsOfStarts } from './faults-of-starts.ts'
import type { Proof } from './proof.ts'

/** One fault for each attack, at least. Each is made by itself. */
export const proofs: readonly Proof[] = [
  ...faultsOfStarts,
  ...faultsBeside,
  ...faultsOfReviews,
  ...faultsOfEnds,
]
