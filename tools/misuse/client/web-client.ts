import http from 'node:http'
import https from 'node:https'
import { text as readText } from 'node:stream/consumers'
import { api } from '@porchlight/contract/api.ts'
import { type Client, createClient, Refused, type Routes } from '@porchlight/contract/client.ts'
import { type Address, addressOf } from './deployment.ts'

export type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string; ms: number }
export type Sending = {
  json?: unknown
  form?: Record<string, string>
  headers?: Record<string, string>
  body?: string
}

const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
}
const routes = Object.fromEntries(
  Object.entries(api).map(([name, { method, path }]) => [name, { method, path }]),
) as Routes
const patienceMs = 60_000

/** What a request failed with, by its reason; a page has none. */
export const reasonOf = (response: Answer): string | undefined => {
  try {
    return (JSON.parse(response.text) as { reason?: string }).reason
  } catch {
    return undefined
  }
}

/** A browser on one origin, as an attacker scripts one: it keeps cookies, and sends what it is told to send. */
export class WebClient {
  readonly cookies = new Map<string, string>()
  #token: { of: string; value: string } | undefined

  /** @param address the process to connect to, where there are several; by default what the name leads to */
  constructor(
    readonly origin: string,
    readonly address: Address = addressOf(origin),
  ) {}

  /** Returns the same browser in front of another process of the deployment. It shares its cookies. */
  through(address: Address): WebClient {
    const other = new WebClient(this.origin, address)
    for (const cookie of this.cookies) other.cookies.set(...cookie)
    return other
  }

  /** The value of the session cookie. */
  get credential(): string | undefined {
    return [...this.cookies].find(([name]) => name.includes('porchlight'))?.[1]
  }

  /** Returns the form token that the site's pages carry for this session; empty for a stranger. */
  async formToken(): Promise<string> {
    const of = this.credential
    if (of === undefined) return ''
    if (this.#token?.of === of) return this.#token.value
    let page = await this.raw('GET', '/')
    for (let steps = 0; page.headers.location && steps < 5; steps++)
      page = await this.raw('GET', new URL(page.headers.location, this.origin).pathname)
    const value =
      /"formToken":"([^"]+)"/.exec(page.text)?.[1] ??
      /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ??
      ''
    this.#token = { of, value }
    return value
  }

  /** Sends a request as this site's own page would: with its cookies, its Origin and its form token. */
  async request(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const token = method === 'GET' ? '' : await this.formToken()
    const headers = {
      ...(method !== 'GET' && { origin: this.origin, 'porchlight-form-token': token }),
      ...sending.headers,
    }
    const form = sending.form && { _token: token, ...sending.form }
    return this.raw(method, path, { ...sending, ...(form && { form }), headers })
  }

  /** Sends exactly what it is given, beside the cookies. A header that is empty is left out. */
  async raw(method: string, path: string, { json, form, headers = {}, body }: Sending = {}): Promise<Answer> {
    const { protocol, host } = new URL(this.origin)
    const sent =
      body ?? (json !== undefined ? JSON.stringify(json) : form && String(new URLSearchParams(form)))
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const all: Record<string, string> = {
      host,
      'user-agent': 'misuse suite',
      cookie,
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(sent !== undefined && { 'content-length': String(Buffer.byteLength(sent)) }),
      ...headers,
    }
    const isTls = protocol === 'https:'
    const began = performance.now()
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = (isTls ? https : http).request(
        {
          ...this.address,
          ...(isTls && { servername: new URL(this.origin).hostname }),
          agent: isTls ? agents['https:'] : agents['http:'],
          method,
          path,
          headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
          timeout: patienceMs,
        },
        resolve,
      )
      request.on('timeout', () =>
        request.destroy(new Error(`${method} ${path} was not answered in ${patienceMs / 1000} s`)),
      )
      request.on('error', reject)
      request.end(sent)
    })
    for (const line of response.headers['set-cookie'] ?? []) this.keep(line)
    const text = await readText(response)
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text,
      ms: performance.now() - began,
    }
  }

  get = (path: string) => this.request('GET', path)
  submit = (path: string, form: Record<string, string>) => this.request('POST', path, { form })

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/Max-Age=0(;|$)|expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }

  /** The contract as functions. A refused call throws `Refused`. */
  get api(): Client {
    return createClient(routes, async (method, path, body) => {
      const response = await this.request(method, path, body === undefined ? {} : { json: body })
      const parsed: unknown = JSON.parse(response.text)
      if (response.status >= 400) throw new Refused(response.status, parsed as never)
      return parsed
    })
  }
}

/** Returns the refusal of a call that must be refused: its status and reason, `200 ok` where it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return '200 ok'
  } catch (error) {
    if (error instanceof Refused) return `${error.status} ${error.body.reason}`
    throw error
  }
}

/** Closes the connections that wait for the next request. */
export function closeConnections(): void {
  for (const agent of Object.values(agents)) agent.destroy()
}
