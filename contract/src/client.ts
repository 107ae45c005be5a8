import type { Api } from './api.ts'
import type { Input, Response } from './endpoint.ts'
import type { RefusalBody } from './reasons.ts'

export type EndpointName = keyof Api

/** Method and path of each endpoint: what a browser needs of the contract at run time. */
export type Routes = { [K in EndpointName]: { method: string; path: string } }

/** The contract as functions. A refused call throws {@link Refused}. */
export type Client = {
  [K in EndpointName]: unknown extends Input<Api[K]>
    ? (input?: Record<string, never>) => Promise<Response<Api[K]>>
    : (input: Input<Api[K]>) => Promise<Response<Api[K]>>
}

/** The server's answer to a call that it refused. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: RefusalBody,
  ) {
    super(body.reason)
  }
}

type Parts = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }

/** Returns the path with its parameters filled in, and the query behind it. */
export function pathOf(path: string, input: Parts): string {
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(input.params?.[key])))
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) query.set(key, String(value))
  return query.size > 0 ? `${filled}?${query}` : filled
}

/**
 * Returns a client whose functions pass their name and input on to `call`. Each is made when it is asked for: a page of the portal
 * makes two clients and calls a few of some two hundred functions.
 */
export function clientOf(
  routes: Readonly<Record<EndpointName, unknown>>,
  call: (name: EndpointName, input: Parts) => Promise<unknown>,
): Client {
  const calls: unknown = new Proxy(routes, {
    get: (_, name) =>
      Object.hasOwn(routes, name) ? (input: Parts = {}) => call(name as EndpointName, input) : undefined,
  })
  return calls as Client
}

/** A typed client over `send`, which carries one request and returns the parsed answer or throws {@link Refused}. */
export const createClient = (
  routes: Routes,
  send: (method: string, path: string, body: unknown) => Promise<unknown>,
): Client =>
  clientOf(routes, (name, input) => send(routes[name].method, pathOf(routes[name].path, input), input.body))
