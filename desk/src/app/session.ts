import { signal } from '@preact/signals'
import { type PageData, readPageData } from './page-data.ts'

/** Whether the server no longer knows this CSR: the page stays as it is until somebody signs in again. */
export const hasSessionEnded = signal(false)

type News = { type: 'signed-in'; csrId: string }

type Options = {
  page: PageData
  fetch: typeof fetch
  /** This CSR signed in again after the end of the session. */
  onBack: () => void
  /** Someone else sits here now: nothing of this page may stay. */
  onSomeoneElse: () => void
}

export type DeskSession = {
  /** The server said that the session is over. */
  ended: () => void
  /** Asks for a new form token; resolves to whether this CSR is signed in. */
  renew: () => Promise<boolean>
}

/**
 * Follows who is signed in, over all tabs of this browser. Where the same CSR signs in again elsewhere, this page goes on as it
 * is, with what was typed; where it is somebody else, it gives way.
 */
export function followSession({ page, fetch, onBack, onSomeoneElse }: Options): DeskSession {
  const tabs = new BroadcastChannel('porchlight-desk-session')

  const read = async (): Promise<PageData | undefined> => {
    const answer = await fetch('/', { redirect: 'manual' }).catch(() => undefined)
    if (!answer?.ok) return undefined
    return readPageData(new DOMParser().parseFromString(await answer.text(), 'text/html'))
  }
  const renew = async () => {
    const fresh = await read()
    if (!fresh) return false
    if (fresh.desk.csrId !== page.desk.csrId) {
      onSomeoneElse()
      return false
    }
    Object.assign(page, { formToken: fresh.formToken, desk: fresh.desk })
    if (hasSessionEnded.peek()) onBack()
    hasSessionEnded.value = false
    return true
  }
  tabs.onmessage = ({ data }: MessageEvent<News>) => {
    if (data.csrId === page.desk.csrId) void renew()
    else onSomeoneElse()
  }
  tabs.postMessage({ type: 'signed-in', csrId: page.desk.csrId } satisfies News)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && hasSessionEnded.peek()) void renew()
  })
  return {
    renew,
    ended: () => {
      hasSessionEnded.value = true
    },
  }
}
