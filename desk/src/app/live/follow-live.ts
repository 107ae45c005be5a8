import { liveBeatMs } from '@porchlight/contract/live.ts'
import { isLive, tellLiveChange } from './live-news.ts'
import { type LiveMessage, openLiveSource } from './live-source.ts'

type Options = {
  csrId: string
  /** The position in the live stream at which the page was rendered. Changes after it are reported. */
  position: string
  /** Called when the desk session has ended. */
  onSignedOut: () => void
}

type Message = LiveMessage | { type: 'who-is-there' }

/** Time-out: after three missing beats the stream, or the database behind it, counts as broken. */
const silenceMs = 3 * liveBeatMs

/**
 * Follows live changes with one stream for all tabs of the desk in this browser. The tab that holds the lock opens the stream
 * and passes changes on. When it closes, the next tab gets the lock and resumes. Without the Locks API each tab has a stream.
 */
export function followLive({ csrId, position: begun, onSignedOut }: Options): void {
  const name = `porchlight-live ${csrId}`
  const others = new BroadcastChannel(name)
  let position = begun
  let heardAt = 0
  let leads = false

  const hear = (message: LiveMessage) => {
    switch (message.type) {
      case 'beat':
        position = message.position
        heardAt = Date.now()
        isLive.value = true
        return
      case 'change':
        position = message.position
        heardAt = Date.now()
        tellLiveChange(message.change)
        return
      case 'down':
        isLive.value = false
        return
      case 'signed-out':
        onSignedOut()
    }
  }
  const tell = (message: LiveMessage) => {
    others.postMessage(message satisfies Message)
    hear(message)
  }
  others.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.type !== 'who-is-there') hear(data)
    else if (leads && isLive.peek()) others.postMessage({ type: 'beat', position } satisfies Message)
  }
  others.postMessage({ type: 'who-is-there' } satisfies Message)
  setInterval(() => {
    if (Date.now() - heardAt > silenceMs) isLive.value = false
  }, liveBeatMs / 3)

  const lead = () => {
    leads = true
    openLiveSource(() => position, tell)
    // Holds the lock until this tab closes.
    return new Promise<never>(() => {})
  }
  if ('locks' in navigator) void navigator.locks.request(name, lead)
  else void lead()
}
