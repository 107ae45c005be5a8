import { api } from '@porchlight/contract/api.ts'
import { type Client, createClient, Refused, type Routes } from '@porchlight/contract/client.ts'
import type { FastifyInstance } from 'fastify'
import { formToken } from '#http/form-token.ts'
import { testEncryptionKey } from './cluster.ts'

const routes = Object.fromEntries(
  Object.entries(api).map(([name, { method, path }]) => [name, { method, path }]),
) as Routes

export type Answer = {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  text: string
}

/** A browser on one origin: it keeps that origin's cookies and sends its Origin, as browsers do. */
export class Browser {
  readonly cookies = new Map<string, string>()

  constructor(
    readonly app: FastifyInstance,
    readonly origin: string,
    readonly ip = '192.0.2.10',
  ) {}

  /** The value of the session cookie. */
  get credential(): string | undefined {
    return [...this.cookies].find(([name]) => name.includes('porchlight'))?.[1]
  }

  get formToken(): string {
    return formToken(testEncryptionKey, this.credential ?? '')
  }

  async request(
    method: string,
    path: string,
    body?: { json: unknown } | { form: Record<string, string> },
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const form =
      body && 'form' in body
        ? new URLSearchParams({ _token: this.formToken, ...body.form }).toString()
        : undefined
    const response = await this.app.inject({
      method: method as 'GET',
      url: path,
      remoteAddress: this.ip,
      headers: {
        host: new URL(this.origin).host,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': 'test browser',
        ...(method === 'GET' ? {} : { origin: this.origin, 'porchlight-form-token': this.formToken }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(form !== undefined
        ? { payload: form }
        : body && 'json' in body && body.json !== undefined
          ? { payload: body.json as object }
          : {}),
    })
    for (const cookie of response.cookies) {
      if (cookie.maxAge === 0) this.cookies.delete(cookie.name)
      else this.cookies.set(cookie.name, cookie.value)
    }
    return { status: response.statusCode, headers: response.headers, text: response.body }
  }

  get = (path: string) => this.request('GET', path)
  submit = (path: string, form: Record<string, string>) => this.request('POST', path, { form })

  /** The contract over HTTP; a refused call throws `Refused`. */
  readonly api: Client = createClient(routes, async (method, path, json) => {
    const response = await this.request(method, path, { json })
    const parsed: unknown = JSON.parse(response.text)
    if (response.status >= 400) throw new Refused(response.status, parsed as never)
    return parsed
  })
}
