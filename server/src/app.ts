import { api } from '@porchlight/contract/api.ts'
import { clientOf, Refused } from '@porchlight/contract/client.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import { createPortal } from '@porchlight/portal/app/portal.tsx'
import type { PortalCalls, PortalRequest } from '@porchlight/portal/app/request.ts'
import { routeOf } from '@porchlight/portal/app/route-of.ts'
import { pages } from '@porchlight/portal/app/routes.ts'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerFactory,
} from 'fastify'
import type { Database } from '#database/database.ts'
import { asOutage } from '#database/transaction.ts'
import { serveDesk } from '#features/desk/document.ts'
import { elsewherePage } from '#features/desk/index.ts'
import { serveDeskSignIn } from '#features/desk-sign-in/routes.ts'
import { createHelpLines } from '#features/help/index.ts'
import { createLiveHub, serveLive } from '#features/live/index.ts'
import { serveArrival } from '#features/masquerade/arrival.ts'
import { serveViewStreams } from '#features/masquerade/view-streams.ts'
import { keepWebhookBody, webhookPath, webhookSender } from '#features/payments/webhook-door.ts'
import { serveTaskExport } from '#features/self-service-tasks/export/serve-task-export.ts'
import { createWatch, serveHealth, type Watch } from '#health/watch.ts'
import { compressAnswers } from '#http/compress.ts'
import { cookieOfStyle, languageCookie, readCookie, styleCookie } from '#http/cookie.ts'
import { formKeeper } from '#http/form-keeper.ts'
import { formToken } from '#http/form-token.ts'
import { forgeryOf, type HttpOptions, incoming, refuseUnreadable, sendReply, serveHttp } from '#http/http.ts'
import { asLink, localUrl } from '#http/local-url.ts'
import { isFromElsewhere, isNavigation } from '#http/sender.ts'
import type { IncomingRequest, Reply } from '#pipeline/request.ts'
import { createPipeline, type Pipeline } from '#pipeline/run.ts'
import { Refusal } from '#policy/refusal.ts'
import { type Assets, assetPath, inlineStyle, serveAssets } from './assets.ts'
import { handlers } from './features.ts'
import type { Installation } from './installation.ts'
import { refusalPage } from './refusal-page.ts'
import { findSharedAssets } from './shared-assets/shared-assets.ts'

export type AppOptions = {
  database: Database
  installation: Installation
  assets: Assets
  isSecure: boolean
  paymentOrigin: string
  /** Addresses of proxies whose forwarded headers count. */
  trustedProxies: string[]
  /** The page at the plain address, which also answers a stranger's Host. */
  plainPage: string
  /** What is seen of this process from outside; without, it is watched for nobody. */
  watch?: Watch
  /** Milliseconds between two beats of the live updates; without, the contract's. */
  liveBeatMs?: number
  /** Makes the HTTP server where some hosts are not ours: the stand-ins' of a demo. */
  serverFactory?: FastifyServerFactory
}

/** Composes the whole product over a database: every site, every endpoint. It does not listen yet. */
export function createApp(options: AppOptions): FastifyInstance {
  const { database, installation } = options
  const portal = createPortal(installation.timeZone)
  const style = inlineStyle(options.assets, 'portal.css')
  const help = createHelpLines(database.portal, installation.log)
  const readRequest = portalReader(options, style?.text, help.of)
  // The portal says it in its own words and frame; desk and plain page have one page for it.
  const pageOf: HttpOptions['pageOf'] = (request, { status, body }) => {
    const { site } = request.place
    if (site === 'portal' || site === 'view') {
      const asked = readRequest(request, undefined)
      return portal.explain(asked, new Refused(status, body)).html ?? ''
    }
    // After an outage the reader goes on where it was met.
    const home = status === 503 && request.method === 'GET' ? request.url : '/'
    const asked = { headers: request.headers, site, home }
    return refusalPage(asked, { status, reason: body.reason }, options.assets)
  }
  const app = Fastify({
    trustProxy: options.trustedProxies,
    bodyLimit: 65_536,
    // Who sends slowly must not hold a connection for ever.
    requestTimeout: 30_000,
    frameworkErrors: (_, request, response) =>
      refuseUnreadable(request, response, { ...options, pageOf, styleHash: style?.hash }),
    ...(options.serverFactory && { serverFactory: options.serverFactory }),
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, new URLSearchParams(String(body)))
  })
  keepWebhookBody(app)
  const pipeline = createPipeline(database, handlers, installation)
  const http: HttpOptions = {
    ...options,
    pipeline,
    clientOf: (request) => webhookSender(request, installation),
    signedPath: webhookPath,
    strangerPage: options.plainPage,
    styleHash: style?.hash,
    pageOf,
  }
  const watch = options.watch ?? createWatch({ database, log: installation.log })
  serveHealth(app, watch, routeOf)
  compressAnswers(app)
  serveHttp(app, http)
  serveAssets(app, options.assets, findSharedAssets(database.worker))
  serveDeskSignIn(app, { http, pool: database.desk, assets: options.assets })
  serveTaskExport(app, http)
  const { worker: listening, desk: asking } = database
  const live = createLiveHub({ listening, asking, log: installation.log, beatMs: options.liveBeatMs })
  watch.countStreams(() => live.size)
  serveLive(app, http, asking, live)
  serveViewStreams(app, http, database)
  serveDesk(app, http, options.assets, live)
  const answerPortal = portalDoor(http, portal, readRequest, help.refresh)
  serveArrival(app, database, http, (request, response) => answerPortal(request, response, true))
  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    handler: (request, response) => answerPortal(request, response),
  })
  return app
}

/** The paths of the portal's pages, with the names of their ids (`/accounts/:accountId/bills`). */
export const portalPaths: readonly string[] = pages.map(({ path }) => path)

type ReadRequest = ReturnType<typeof portalReader>

/** Reads what the portal is told of a request. It never fails, so that a refusal's page can be made of anything. */
function portalReader(
  { installation, assets, isSecure }: AppOptions,
  style: string | undefined,
  help: PortalRequest['help'],
) {
  const { encryptionKey } = installation
  const css = assetPath(assets, 'portal.css')
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: installation.timeZone })
  return (request: FastifyRequest, known: IncomingRequest | undefined, forged?: Reason) => {
    const { site, origin } = request.place
    const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const credential = known?.credential
    const isAddress = request.url.startsWith('/') && URL.canParse(origin + request.url)
    const url = new URL(isAddress ? origin + request.url : origin)
    return {
      method: request.method === 'POST' ? 'POST' : 'GET',
      path: url.pathname,
      query: url.searchParams,
      fields,
      language: {
        chosen: /(?:^|; )language=(en|es)/.exec(request.headers.cookie ?? '')?.[1],
        accepted: request.headers['accept-language'],
      },
      formToken: (reader) => (credential ? formToken(encryptionKey, credential, reader) : undefined),
      forged,
      hadSession: credential !== undefined,
      keptForms: formKeeper({ isSecure, encryptionKey }, request.headers.cookie, fields.get('_token')),
      isView: site === 'view',
      deskOrigin: installation.origins.desk,
      utilityName: installation.utilityName,
      help,
      assets: {
        css,
        // Who has the stylesheet loads it from the cache; for who comes first it would be one more way there and back.
        style: readCookie(request.headers.cookie, styleCookie) === css ? undefined : style,
        icon: assetPath(assets, site === 'view' ? 'favicon-masquerade.svg' : 'favicon.svg'),
        islands: { 'support-banner': assetPath(assets, 'support-banner.js') },
      },
      today: calendar.format(new Date()),
    } satisfies PortalRequest
  }
}

const openingPortal = { action: 'portal:open', accountId: undefined }

/**
 * The portal's pages, on the portal's origin and on every view origin, at the same paths. With `asStranger` whatever was
 * asked is answered as to nobody: on a view origin, that the view is over.
 */
function portalDoor(
  http: HttpOptions,
  portal: ReturnType<typeof createPortal>,
  read: ReadRequest,
  refreshHelp: () => Promise<void>,
) {
  const { installation, pipeline, isSecure } = http
  // Each page of a view is a line in the record: only the desk, the payment page and the view's own pages lead to one.
  const mayLead = [installation.origins.desk, http.paymentOrigin]
  return async (request: FastifyRequest, response: FastifyReply, asStranger = false) => {
    const { site, origin } = request.place
    if (site === 'plain') {
      const isThere = request.method === 'GET' && /^\/($|\?)/.test(request.url)
      return response
        .code(isThere ? 200 : 404)
        .type('text/html')
        .send(http.strangerPage)
    }
    if (site === 'desk') throw new Refusal('not-found')
    const known = { ...incoming(request, http), ...(asStranger ? { credential: undefined } : {}) }
    const url = localUrl(origin, asStranger ? '/' : request.url)
    const isForm = request.method === 'POST' && !asStranger
    const forged = isForm ? forgeryOf(request, known, installation.encryptionKey) : undefined
    const asked = read(request, known, forged)
    const isView = site === 'view' && !isForm && !asStranger
    if (isView && isFromElsewhere(request.headers, origin, (from) => mayLead.includes(from))) {
      const refused = pipeline.refuse(known, openingPortal, new Refusal('origin-not-allowed'))
      if (!isNavigation(request.headers)) return refused
      await refused.catch(() => {})
      const page = elsewherePage(asLink(url), request.headers, asked.assets)
      return response.code(403).type('text/html; charset=utf-8').send(page)
    }
    await refreshHelp()
    const reply: Reply = { setCredential: undefined }
    const answer = await portal.answer(
      asStranger ? { ...asked, method: 'GET', path: '/', query: new URLSearchParams() } : asked,
      callsFor(pipeline, known, reply, request),
    )
    // Whoever signs out leaves nothing behind in this browser.
    if (reply.setCredential === 'expire') asked.keptForms.forgetAll()
    sendReply(response, site, isSecure, reply)
    for (const cookie of asked.keptForms.headers()) response.header('set-cookie', cookie)
    if (answer.language) response.header('set-cookie', languageCookie(answer.language, isSecure))
    if (answer.html && asked.assets.style)
      response.header('set-cookie', cookieOfStyle(asked.assets.css, isSecure))
    // The desk opens what its own views lead to, and knows them by their origin.
    if (answer.location?.startsWith(installation.origins.desk))
      response.header('referrer-policy', 'strict-origin')
    if (answer.location) return response.code(303).header('location', answer.location).send()
    return response.code(answer.status).type('text/html; charset=utf-8').send(answer.html)
  }
}

/** The contract in process, bound to one request: through the same pipeline as over HTTP. */
function callsFor(
  pipeline: Pipeline,
  known: IncomingRequest,
  reply: Reply,
  request: FastifyRequest,
): PortalCalls {
  const translated = <T>(work: Promise<T>): Promise<T> =>
    work.catch((thrown: unknown) => {
      const error = asOutage(thrown)
      if (!(error instanceof Refusal)) throw error
      if (error.status === 503) request.outage = error
      throw new Refused(error.status, error.body)
    })
  return {
    read: (work) => translated(pipeline.read(known, work)),
    call: clientOf(api, (name, input) => translated(pipeline.call(name, input, known, reply))),
    refuse: (reason) => translated(pipeline.refuse(known, openingPortal, new Refusal(reason))),
  }
}
