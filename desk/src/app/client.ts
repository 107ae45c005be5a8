import { type Client, createClient, Refused } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { PageData } from './page-data.ts'

export type Connection = {
  page: Pick<PageData, 'routes' | 'formToken'>
  fetch: typeof fetch
  /** Called when the desk session has ended. The calls that noticed it are refused as well. */
  onSignedOut: () => void
  /**
   * Gets a new form token after the same CSR signed in again in another tab. Resolves to whether it got one. The server refused
   * the call before it changed anything, so the call is sent once more.
   */
  renew?: () => Promise<boolean>
  /** Waits before a retry while the server is out of order. Without it no call is retried. */
  patience?: Patience
}

export type Patience = (attempt: number, stop: AbortSignal | undefined) => Promise<void>

/** A change is retried for about a minute, because a CSR waits for it. A read is retried until its `signal` aborts it. */
const mostTriesOfChange = 14

type Sent = { response: Response | undefined; content: unknown }

/**
 * Returns whether a retry is safe: the call changes nothing, or the server says that it changed nothing. A change without a
 * response may have been made.
 */
function mayRepeat(method: string, { response, content }: Sent): boolean {
  if (response?.status === 503 && refusalOf(content, 503).reason === 'out-of-order' && content !== undefined)
    return true
  return method === 'GET' && (response === undefined || (response.status >= 502 && content === undefined))
}

/** Returns the desk's calls. A refused call throws its reason; `signal` aborts calls whose result is no longer needed. */
export function connect(
  { page, fetch, onSignedOut, renew, patience }: Connection,
  signal?: AbortSignal,
): Client {
  const send = async (method: string, path: string, body: unknown): Promise<Sent> => {
    const response = await fetch(path, {
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
    return { response, content: await response?.json().catch(() => undefined) }
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
    const { response, content } = await sendPatiently(method, path, body)
    // To the reader, no response at all is the same as a server that is out of order.
    if (!response) throw new Refused(503, { reason: 'out-of-order' })
    if (response.ok) return content
    if (response.status === 401) onSignedOut()
    const refusal = refusalOf(content, response.status)
    if (refusal.reason === 'form-token-missing' && isFirst && (await renew?.()))
      return call(method, path, body, false)
    throw new Refused(response.status, refusal)
  }
  return createClient(page.routes, (method, path, body) => call(method, path, body, true))
}

/** Returns the refusal of a response. A proxy in front of the server may respond in a format of its own. */
function refusalOf(content: unknown, status: number): RefusalBody {
  if (typeof content === 'object' && content !== null && 'reason' in content) return content as RefusalBody
  return { reason: status >= 502 ? 'out-of-order' : 'unexpected-error' }
}

/** Returns the sign-in address that leads back to the same screen. */
export function signInPath(here: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  return `/sign-in?next=${encodeURIComponent(here.pathname + here.search + here.hash)}`
}
