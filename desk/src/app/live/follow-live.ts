import { liveBeatMs } from '@porchlight/contract/live.ts'
import { isLive, tellLiveChange } from './live-news.ts'
import { type LiveMessage, openLiveSource } from './live-source.ts'

type Options = {
  csrId: string
  /** Where the page stands: what changed since is told. */
  position: string
  /** The desk session is over. */
  onSignedOut: () => void
}

type Message = LiveMessage | { type: 'who-is-there' }

/** Three beats that nobody heard: the stream, or the database behind it, is gone. */
const silenceMs = 3 * liveBeatMs

/**
 * Follows what changes, with one stream for all tabs of the desk in this browser: the tab that holds the lock has it, and
 * tells the others. Where it goes away the lock passes to the next, which goes on where it was. Without locks each has its own.
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
    // Held until this tab is gone.
    return new Promise<never>(() => {})
  }
  if ('locks' in navigator) void navigator.locks.request(name, lead)
  else void lead()
}
