import { type LiveChange, type LiveFarewell, livePath } from '@porchlight/contract/live.ts'

/** Message from the tab with the stream to all tabs. `position` is where the next stream resumes. */
export type LiveMessage =
  | { type: 'beat'; position: string }
  | { type: 'change'; change: LiveChange; position: string }
  | { type: 'down' }
  | { type: 'signed-out' }

/** Retry interval, in milliseconds, after the server replaced the stream. Screens poll until then. */
const retryMs = 60_000
/** First retry interval after a refusal: shorter, because the server may be out of order only for a moment. */
const firstRetryMs = 2_000

/**
 * Opens the stream and keeps it open. After a lost connection the browser reconnects and resumes; after a refusal this function
 * retries later.
 * @param position called at each attempt to connect
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
