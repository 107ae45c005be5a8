import { droppedMonths } from '@porchlight/server/features/record-proof/index.ts'
import type { OnRecord } from './on-record.ts'

/** Says which months of the record were dropped because their retention period was over. */
export async function sayDropped({ owner, say }: Pick<OnRecord, 'owner' | 'say'>): Promise<void> {
  const drops = await droppedMonths(owner, {})
  for (const { months, entries, at, recordEntryId } of drops.reverse())
    say(
      `Dropped on ${at.toISOString().slice(0, 10)}: ${months.join(', ')} with ${entries} entries, as entry ${recordEntryId} says. They cannot be proved any more.`,
    )
}
