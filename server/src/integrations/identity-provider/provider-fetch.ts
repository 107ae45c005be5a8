import { setTimeout as pause } from 'node:timers/promises'
import type { CustomFetch, CustomFetchOptions } from 'openid-client'
import { SignInFailure } from './sign-in-failure.ts'

const pausesMs = [100, 300, 700]

const attempt = async (url: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw new SignInFailure('identity-provider-unreachable', { cause })
  })
  if (response.status < 500) return response
  await response.body?.cancel()
  const cause = new Error(`the identity provider answered ${response.status}`)
  throw new SignInFailure('identity-provider-unreachable', { cause })
}

/**
 * How we fetch from a provider: requests to the issuer's origin go to `fetchBase` where one is given (Node resolves
 * no *.localhost). Reads are tried again for a second; a post (a code is used once) is not. No answer, or an answer
 * of 500 and up, is `identity-provider-unreachable`.
 */
export const providerFetch =
  (issuer: URL, fetchBase: string | undefined): CustomFetch =>
  async (url: string, { headers, body, ...options }: CustomFetchOptions) => {
    const requested = new URL(url)
    const inside = fetchBase !== undefined && requested.origin === issuer.origin
    const target = inside ? new URL(requested.pathname + requested.search, fetchBase) : requested
    const forwarded = { 'x-forwarded-host': issuer.host, 'x-forwarded-proto': issuer.protocol.slice(0, -1) }
    const init = {
      ...options,
      headers: inside ? { ...headers, ...forwarded } : headers,
      ...(body !== undefined && { body }),
    } as RequestInit
    for (const wait of options.method === 'GET' ? pausesMs : []) {
      try {
        return await attempt(target.href, init)
      } catch (failure) {
        if (options.signal?.aborted === true) throw failure
        await pause(wait)
      }
    }
    return attempt(target.href, init)
  }
