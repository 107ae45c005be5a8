import type { CodeChannel } from '@porchlight/contract/caller-grades.ts'
import type { Installation } from '../../installation.ts'

/** Returns the ways in which this installation can hand a code to its customer. */
export const channelsOf = ({ texts }: Installation): readonly CodeChannel[] =>
  texts ? ['portal', 'mail', 'text'] : ['portal', 'mail']
