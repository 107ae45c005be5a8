import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { standInIcon, standInStyle } from './stand-in-style.ts'

export interface StandInServerOptions {
  /** Where browsers see this stand-in, `http://pay.localhost:8080`. Absolute URLs come from here, never from Host. */
  readonly publicUrl: string
  /** Origins a form here may lead on to (a browser refuses redirects after a form to any other). */
  readonly leadsTo?: readonly string[]
  /** Answers the paths `mine` does not claim, with the body unread. */
  readonly beside?: {
    mine(path: string): boolean
    listener(request: IncomingMessage, response: ServerResponse): void
  }
}

/** The content security policy of a stand-in page: its own sheet, icon and forms, and nothing else. */
export const standInPolicy = (leadsTo: readonly string[], more = ''): string =>
  `default-src 'none'; style-src 'self'; img-src 'self'; form-action ${["'self'", ...leadsTo].join(' ')}; frame-ancestors 'none'; base-uri 'none'${more}`

/** The headers every answer of a stand-in carries. */
export const standInHeaders = (leadsTo: readonly string[]): Record<string, string> => ({
  'content-security-policy': standInPolicy(leadsTo),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
})

/** The fields of a posted form; one given twice counts once, with its first value. */
export type Fields = Readonly<Record<string, string>>

const fieldsOf = (body: string): Fields => {
  const fields: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) fields[name] ??= value
  return fields
}

/** A small HTTP server for a stand-in: form fields as the body, furniture, headers, and no posts from other sites. */
export const standInServer = (options: StandInServerOptions): FastifyInstance => {
  const origin = new URL(options.publicUrl).origin
  const headers = standInHeaders(options.leadsTo ?? [])
  const { beside } = options
  const app = Fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    serverFactory: (ours) =>
      createServer((request, response) => {
        const [path = '/'] = (request.url ?? '/').split('?')
        if (beside === undefined || path === '/stand-in.css' || path === '/stand-in.svg' || beside.mine(path))
          ours(request, response)
        else beside.listener(request, response)
      }),
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, fieldsOf(String(body))),
  )
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    const from = request.headers.origin
    if (request.method !== 'GET' && from !== undefined && from !== origin)
      return reply.code(403).send('This form was sent from another site.')
  })
  app.get('/stand-in.css', (_request, reply) => reply.type('text/css').send(standInStyle))
  app.get('/stand-in.svg', (_request, reply) => reply.type('image/svg+xml').send(standInIcon))
  return app
}

/** Listens on a free port of 127.0.0.1 and answers its number. */
export const listenOnLoopback = async (app: FastifyInstance): Promise<number> => {
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port
}

/** Serves the page of a stand-in, and the switch on it that takes the stand-in down and up again. */
export function serveWithSwitch(app: FastifyInstance, state: { isDown: boolean }, page: () => string): void {
  app.post('/mood', (request, reply) => {
    state.isDown = ((request.body ?? {}) as Fields).mood === 'down'
    return reply.redirect('/', 303)
  })
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page()))
}
