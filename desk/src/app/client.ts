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
}

/** The desk's calls, each refused with a reason; `signal` gives up those that nobody waits for any more. */
export function connect({ page, fetch, onSignedOut, renew }: Connection, signal?: AbortSignal): Client {
  const send = async (method: string, path: string, body: unknown, isFirst: boolean): Promise<unknown> => {
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
      // No answer at all: the same to a reader as a server that is out of order.
      throw new Refused(503, { reason: 'out-of-order' })
    })
    const content: unknown = await answer.json().catch(() => undefined)
    if (answer.ok) return content
    if (answer.status === 401) onSignedOut()
    const refusal = refusalOf(content, answer.status)
    if (refusal.reason === 'form-token-missing' && isFirst && (await renew?.()))
      return send(method, path, body, false)
    throw new Refused(answer.status, refusal)
  }
  return createClient(page.routes, (method, path, body) => send(method, path, body, true))
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
