import type { Ids } from './subject.ts'

/** The ids that a request names, from its parameters and body. The one task that is read: a query's filters name none. */
export type Named = Partial<Ids>
