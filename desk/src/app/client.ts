import { type Client, createClient, Refused } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { PageData } from './page-data.ts'

export type Connection = {
  page: Pick<PageData, 'routes' | 'formToken'>
  fetch: typeof fetch
  /** Called when the desk session is over; the calls that found out are refused as well. */
  onSignedOut: () => void
  /**
   * Gets a new form token after the same CSR signed in again in another tab; resolves to whether there is one. The call that
   * found out was refused before it did anything, so it is sent once more.
   */
  renew?: () => Promise<boolean>
  /** Waits before a call is tried again while the server is out of order; without it none is. */
  patience?: Patience
}

export type Patience = (attempt: number, stop: AbortSignal | undefined) => Promise<void>

/** A change is tried again for about a minute, since somebody waits for it. A question, as long as it is asked. */
const mostTriesOfChange = 14

type Sent = { answer: Response | undefined; content: unknown }

/**
 * Whether a call may be sent once more: the server itself says that nothing was done, or there was nothing to be done. A
 * change without an answer may have been made.
 */
function mayRepeat(method: string, { answer, content }: Sent): boolean {
  if (answer?.status === 503 && refusalOf(content, 503).reason === 'out-of-order' && content !== undefined)
    return true
  return method === 'GET' && (answer === undefined || (answer.status >= 502 && content === undefined))
}

/** The desk's calls, each refused with a reason; `signal` gives up those that nobody waits for any more. */
export function connect(
  { page, fetch, onSignedOut, renew, patience }: Connection,
  signal?: AbortSignal,
): Client {
  const send = async (method: string, path: string, body: unknown): Promise<Sent> => {
    const answer = await fetch(path, {
      method,
      headers: {
        'porchlight-form-token': page.formToken,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error
      return undefined
    })
    return { answer, content: await answer?.json().catch(() => undefined) }
  }
  const sendPatiently = async (method: string, path: string, body: unknown): Promise<Sent> => {
    let sent = await send(method, path, body)
    const most = method === 'GET' ? Number.POSITIVE_INFINITY : mostTriesOfChange
    for (let attempt = 0; patience && attempt < most && mayRepeat(method, sent); attempt += 1) {
      await patience(attempt, signal)
      signal?.throwIfAborted()
      sent = await send(method, path, body)
    }
    return sent
  }
  const call = async (method: string, path: string, body: unknown, isFirst: boolean): Promise<unknown> => {
    const { answer, content } = await sendPatiently(method, path, body)
    // No answer at all: the same to a reader as a server that is out of order.
    if (!answer) throw new Refused(503, { reason: 'out-of-order' })
    if (answer.ok) return content
    if (answer.status === 401) onSignedOut()
    const refusal = refusalOf(content, answer.status)
    if (refusal.reason === 'form-token-missing' && isFirst && (await renew?.()))
      return call(method, path, body, false)
    throw new Refused(answer.status, refusal)
  }
  return createClient(page.routes, (method, path, body) => call(method, path, body, true))
}

/** What stands between us and the server (a proxy) may answer in its own words. */
function refusalOf(content: unknown, status: number): RefusalBody {
  if (typeof content === 'object' && content !== null && 'reason' in content) return content as RefusalBody
  return { reason: status >= 502 ? 'out-of-order' : 'unexpected-error' }
}

/** Where a CSR signs in again and comes back to the same screen. */
export function signInPath(here: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  return `/sign-in?next=${encodeURIComponent(here.pathname + here.search + here.hash)}`
}
