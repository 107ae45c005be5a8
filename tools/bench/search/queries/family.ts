import type { Query } from '../query.ts'
import type { Case } from './case.ts'

/** One way to ask for a caller; null where this caller cannot be asked for so (no e-mail, a name too short to mistype). */
export type MakeQuery = (subject: Case) => Omit<Query, 'family' | 'meant'> | null

/** Ways to ask, by the name of their family. */
export type Families = Record<string, MakeQuery>
