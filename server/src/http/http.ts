import { randomUUID } from 'node:crypto'
import { api } from '@porchlight/contract/api.ts'
import type { EndpointName } from '@porchlight/contract/client.ts'
import type { Endpoint } from '@porchlight/contract/endpoint.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asOutage } from '#database/transaction.ts'
import type { IncomingRequest, Reply } from '#pipeline/request.ts'
import type { Pipeline } from '#pipeline/run.ts'
import { Refusal } from '#policy/refusal.ts'
import type { Site } from '#sessions/caller.ts'
import type { Installation } from '../installation.ts'
import { readersLocale } from '../words.ts'
import { clientAddress, limitedNetwork } from './client-address.ts'
import { cookieName, hasTwoCredentials, readCookie, setCookieHeaders, sideCookieName } from './cookie.ts'
import { attemptOf, refuseForged } from './forgery.ts'
import { type HeaderOptions, securityHeaders } from './headers.ts'
import { sayWhenToReturn } from './outage.ts'
import { isFromElsewhere, isNavigation, isPageLoad } from './sender.ts'
import { type SignedPath, signedPathOf } from './signed-path.ts'
import { sitesOf } from './sites.ts'
import { watchUntrustedProxies } from './untrusted-proxy.ts'

declare module 'fastify' {
  interface FastifyRequest {
    place: { site: Site | 'plain'; hostMasqueradeId: string | null; origin: string }
    rawBody: string | undefined
    /** What a 503 was for. */
    outage: Error | undefined
  }
  interface FastifyContextConfig {
    /** The action that a refused request to a door is recorded under. */
    action?: string
    /** The endpoint that the route serves. */
    endpoint?: Endpoint
  }
}

export type HttpOptions = {
  pipeline: Pipeline
  installation: Installation
  /** Browsers keep Secure cookies of these origins. */
  isSecure: boolean
  paymentOrigin: string
  /** Where machines send signed requests. */
  signedPaths: readonly SignedPath[]
  /** What a stranger's Host header is told, with 421. */
  strangerPage: (locale: Locale) => string
  /** The hash of the stylesheet that the portal's pages may carry in themselves. */
  styleHash?: string | undefined
  /** Browsers ask every name below ours by https too. True where nothing else is said. */
  isHstsForSubdomains?: boolean | undefined
  /** Returns the page of a refusal, in the reader's language, for the site that was asked. */
  pageOf(request: FastifyRequest, refusal: { status: number; body: RefusalBody }): string
}

/**
 * Asked by a program: the desk's scripts, a machine, an image. Everything else is read by a person. Browsers say which; for
 * others the address does.
 */
function isProgram({ url, headers }: FastifyRequest): boolean {
  if (!isNavigation(headers)) return true
  return /^\/(api|assets)(\/|$|\?)/.test(url) && !/\btext\/html\b/.test(headers.accept ?? '')
}

/** Answers a refusal: a person with a page, a program with JSON. */
function refuse(
  request: FastifyRequest,
  response: FastifyReply,
  options: Pick<HttpOptions, 'pageOf'>,
  refusal: { status: number; body: RefusalBody },
): FastifyReply {
  response.code(refusal.status)
  const { retryAfterSeconds } = refusal.body
  if (retryAfterSeconds !== undefined) response.header('retry-after', String(retryAfterSeconds))
  if (isProgram(request)) return response.send(refusal.body)
  return response.type('text/html; charset=utf-8').send(options.pageOf(request, refusal))
}

/** Returns a signal that aborts when the connection closes before the response is sent. */
function goneAway(response: FastifyReply): AbortSignal {
  const gone = new AbortController()
  response.raw.once('close', () => {
    // The client is gone. An outage is neither an error nor a refusal for the record, so the reason is `out-of-order`.
    if (!response.raw.writableFinished) gone.abort(new Refusal('out-of-order'))
  })
  return gone.signal
}

/** What a tab of an ended view asks its end with, in the address (`?ended=`). */
function endKeyOf({ query }: FastifyRequest): string | undefined {
  const ended = typeof query === 'object' && query !== null && 'ended' in query ? query.ended : undefined
  return typeof ended === 'string' ? ended : undefined
}

/** Returns the request as the pipeline knows it. Throws a {@link Refusal} where it says twice who it is. */
export function incoming(request: FastifyRequest, options: HttpOptions): IncomingRequest {
  const { site, hostMasqueradeId } = request.place
  if (site === 'plain') throw new Refusal('not-found')
  if (hasTwoCredentials(request.headers, options.isSecure)) throw new Refusal('two-credentials')
  return {
    site,
    hostMasqueradeId,
    ip: clientAddress(request),
    network: limitedNetwork(request),
    userAgent: String(request.headers['user-agent'] ?? ''),
    credential: readCookie(request.headers.cookie, cookieName(site, options.isSecure)),
    ...(site === 'view' && { endKey: endKeyOf(request) }),
    ...(site === 'portal' && {
      device: readCookie(request.headers.cookie, sideCookieName('known-device', options.isSecure)),
      signInUnderWay: readCookie(
        request.headers.cookie,
        sideCookieName('sign-in-under-way', options.isSecure),
      ),
    }),
    clientId: signedPathOf(options.signedPaths, request)?.clientOf(request, options.installation),
    correlationId: request.id,
  }
}

export function sendReply(response: FastifyReply, site: Site, isSecure: boolean, reply: Reply): void {
  for (const header of setCookieHeaders(site, isSecure, reply)) response.header('set-cookie', header)
}

/** Answers an address that cannot be read, ahead of any site: as any other request that is wrong in itself. */
export function refuseUnreadable(
  request: FastifyRequest,
  response: FastifyReply,
  options: Pick<HttpOptions, 'pageOf' | 'installation'> & Omit<HeaderOptions, 'origins'>,
): void {
  const { origins } = options.installation
  const place = sitesOf(origins)(request.headers.host ?? '') ?? ({ site: 'plain' } as const)
  request.place = { hostMasqueradeId: null, origin: origins.plain, ...place }
  response.headers(securityHeaders(place.site, { ...options, origins }))
  refuse(request, response, options, { status: 400, body: { reason: 'invalid-request' } })
}

/** Knows every request's site, sets the security headers, answers refusals, and serves every endpoint of the contract. */
export function serveHttp(app: FastifyInstance, options: HttpOptions): void {
  const { installation, pipeline } = options
  const placeOf = sitesOf(installation.origins)
  const headers = Object.fromEntries(
    (['portal', 'desk', 'view', 'plain'] as const).map((s) => [
      s,
      securityHeaders(s, { ...options, origins: installation.origins }),
    ]),
  )

  const noteProxy = watchUntrustedProxies(installation)
  app.addHook('onRequest', async (request, response) => {
    request.id = randomUUID()
    noteProxy(request)
    const isSigned = signedPathOf(options.signedPaths, request) !== undefined
    const ownPlace = placeOf(
      isSigned ? new URL(installation.origins.portal).host : (request.headers.host ?? ''),
    )
    // What a stranger's page looks like is no secret: built files are served under any name.
    const place = ownPlace ?? (request.url.startsWith('/assets/') ? ({ site: 'plain' } as const) : undefined)
    if (!place)
      return response
        .code(421)
        .headers(headers.plain ?? {})
        .type('text/html; charset=utf-8')
        .send(options.strangerPage(readersLocale(request.headers)))
    request.place = { hostMasqueradeId: null, origin: installation.origins.plain, ...place }
    response.headers(headers[place.site] ?? {})
  })

  // A read has effects too: opening a customer counts against a limit and writes a line in the record.
  app.addHook('preHandler', async (request) => {
    const { url } = request.routeOptions
    if (!url?.startsWith('/api/') || request.place.site === 'plain') return
    const { headers, place } = request
    if (!isPageLoad(headers) && !isFromElsewhere(headers, place.origin)) return
    await pipeline.refuse(incoming(request, options), attemptOf(request), new Refusal('origin-not-allowed'))
  })

  app.addHook('onSend', async (request, response) => sayWhenToReturn(request, response))

  app.setErrorHandler((thrown: Error & { statusCode?: number }, request, response) => {
    const error = asOutage(thrown) as typeof thrown
    if (error instanceof Refusal) {
      request.outage = error.status === 503 ? error : undefined
      return refuse(request, response, options, error)
    }
    const isClientError = error.statusCode !== undefined && error.statusCode < 500
    if (isClientError)
      return refuse(request, response, options, { status: 400, body: { reason: 'invalid-request' } })
    installation.log.error({ err: error, correlationId: request.id }, 'unexpected error')
    return refuse(request, response, options, { status: 500, body: { reason: 'unexpected-error' } })
  })

  app.setNotFoundHandler((request, response) =>
    refuse(request, response, options, { status: 404, body: { reason: 'not-found' } }),
  )

  for (const [name, endpoint] of Object.entries(api)) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      config: { endpoint },
      handler: async (request, response) => {
        const incomingRequest = incoming(request, options)
        if (endpoint.method !== 'GET')
          await refuseForged(request, incomingRequest, request.headers['porchlight-form-token'], options)
        if ('inTurns' in endpoint) incomingRequest.signal = goneAway(response)
        const reply: Reply = { setCredential: undefined }
        const raw = { params: request.params, query: request.query, body: request.body }
        const output = await pipeline.call(name as EndpointName, raw, incomingRequest, reply)
        sendReply(response, incomingRequest.site, options.isSecure, reply)
        return response.send(output)
      },
    })
  }
}
