import type { Query } from '../query.ts'
import type { Case } from './case.ts'

/** Returns a query for a caller, or null if this kind of query is impossible for them (no e-mail, a name too short to mistype). */
export type MakeQuery = (subject: Case) => Omit<Query, 'family' | 'meant'> | null

/** Kinds of query by the name of their family. */
export type Families = Record<string, MakeQuery>
