import { faultsBeside } from './faults-beside.ts'
import { faultsOfStarts } from './faults-of-starts.ts'
import type { Proof } from './proof.ts'

/** One fault for each attack, at least. Each is made by itself. */
export const proofs: readonly Proof[] = [...faultsOfStarts, ...faultsBeside]
