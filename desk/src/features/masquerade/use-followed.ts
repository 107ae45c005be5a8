import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { useEffect, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'

export type Entries = Response<Api['readMasquerade']>['entries']

/** Returns the pages and acts of a masquerade as they happen, from those that were read when the screen opened. */
export function useFollowed(masqueradeId: string, first: Entries, isLive: boolean): Entries {
  const { client } = useDesk()
  const [entries, setEntries] = useState(first)
  useEffect(() => setEntries(first), [first])
  useLive({ kinds: ['masquerade-step'], isAbout: ([id]) => id === masqueradeId, otherwise: 5_000 }, () => {
    if (!isLive) return
    client.followMasquerade({ params: { masqueradeId } }).then(
      (followed) => setEntries(followed.entries),
      // The next step, or the end, reads again.
      () => {},
    )
  })
  return entries
}
