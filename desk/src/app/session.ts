import { signal } from '@preact/signals'
import { type PageData, readPageData } from './page-data.ts'

/** Whether the desk session has ended. The page keeps its content until a CSR signs in again. */
export const hasSessionEnded = signal(false)

/** Why the session ended without the CSR's doing; undefined for any other end. The words are `session.ended.<cause>`. */
export const sessionEndCause = signal<SessionEndCause | undefined>(undefined)

const causes = ['switched-off', 'group-lost', 'signed-out-at-provider'] as const
export type SessionEndCause = (typeof causes)[number]

type News = { type: 'signed-in'; csrId: string }

type Options = {
  page: PageData
  fetch: typeof fetch
  /** Called when the same CSR signed in again after the session had ended. */
  onBack: () => void
  /** Called when another CSR signed in: nothing of this page may remain visible. */
  onSomeoneElse: () => void
}

export type DeskSession = {
  /** Call it when the server says that the session has ended. */
  ended: () => void
  /** Requests a new form token. Resolves to whether this CSR is signed in. */
  renew: () => Promise<boolean>
}

/**
 * Follows the desk session across all tabs of this browser. If the same CSR signs in again in another tab, this page continues
 * with what was typed. If another CSR signs in, the page is left.
 */
export function followSession({ page, fetch, onBack, onSomeoneElse }: Options): DeskSession {
  const tabs = new BroadcastChannel('porchlight-desk-session')

  const read = async (): Promise<PageData | undefined> => {
    const response = await fetch('/', { redirect: 'manual' }).catch(() => undefined)
    if (!response?.ok) return undefined
    return readPageData(new DOMParser().parseFromString(await response.text(), 'text/html'))
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
    sessionEndCause.value = undefined
    return true
  }
  const readCause = async (): Promise<SessionEndCause | undefined> => {
    const response = await fetch('/sign-in/ended').catch(() => undefined)
    const told: { why?: unknown } = response?.ok ? await response.json().catch(() => ({})) : {}
    return causes.find((cause) => cause === told.why)
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
      if (hasSessionEnded.peek()) return
      hasSessionEnded.value = true
      void readCause().then((cause) => {
        sessionEndCause.value = cause
      })
    },
  }
}
