import { type LiveChange, type LiveFarewell, livePath } from '@porchlight/contract/live.ts'

/** What the tab with the stream tells itself and the others. `position`: where a stream would go on from. */
export type LiveMessage =
  | { type: 'beat'; position: string }
  | { type: 'change'; change: LiveChange; position: string }
  | { type: 'down' }
  | { type: 'signed-out' }

/** A replaced stream is tried again after about this long: meanwhile screens ask by themselves. */
const retryMs = 60_000
/** A refused one sooner, at first: the server may be out of order for a moment. */
const firstRetryMs = 2_000

/**
 * Opens the stream and keeps it open: a cut one is opened again by the browser, from where it was; a refused one here, later.
 * @param position asked for at each opening
 */
export function openLiveSource(
  position: () => string,
  tell: (message: LiveMessage) => void,
  refusals = 0,
): void {
  const source = new EventSource(`${livePath}?${new URLSearchParams({ after: position() })}`)
  let refused = refusals
  const later = (inMs: number) => {
    source.close()
    tell({ type: 'down' })
    setTimeout(() => openLiveSource(position, tell, refused), inMs * (0.75 + Math.random() / 2))
  }
  const alive = ({ lastEventId }: MessageEvent<string>) => {
    refused = 0
    tell({ type: 'beat', position: lastEventId })
  }
  source.addEventListener('hello', alive)
  source.addEventListener('beat', alive)
  source.addEventListener('change', ({ data, lastEventId }: MessageEvent<string>) =>
    tell({ type: 'change', change: JSON.parse(data) as LiveChange, position: lastEventId }),
  )
  source.addEventListener('bye', ({ data }: MessageEvent<string>) => {
    if ((JSON.parse(data) as LiveFarewell).cause === 'session-ended') tell({ type: 'signed-out' })
    later(retryMs)
  })
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED)
      later(Math.min(retryMs, firstRetryMs * 2 ** Math.min(refused++, 5)))
    else tell({ type: 'down' })
  })
}
