import type { ImportKind } from './import-kind.ts'
import { people } from './people/people.ts'

/** The kinds of files, by the word on the command line; in the order in which a utility is loaded. */
export const importKinds: Readonly<Record<string, ImportKind<{ sourceKey: string }>>> = {
  people,
}
