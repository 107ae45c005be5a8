import type { Locale } from '@porchlight/contract/values.ts'
import { createPortal } from '@porchlight/portal/app/portal.tsx'
import { pages, routeOf } from '@porchlight/portal/app/routes.ts'
import Fastify, { type FastifyInstance, type FastifyServerFactory } from 'fastify'
import type { Database } from '#database/database.ts'
import { deskFrame } from '#features/desk/index.ts'
import { createWatch, serveHealth, type Watch } from '#health/watch.ts'
import { compressAnswers } from '#http/compress.ts'
import { securityHeaders } from '#http/headers.ts'
import { type HttpOptions, refuseUnreadable, serveHttp } from '#http/http.ts'
import { keepSignedBodies } from '#http/signed-path.ts'
import { unreadableRequestHandler } from '#http/unreadable-request.ts'
import { createPipeline } from '#pipeline/run.ts'
import { type Assets, inlineStyle, serveAssets } from './assets.ts'
import type { DoorContext } from './door.ts'
import { doors, handlers, signedPaths } from './features.ts'
import type { Installation } from './installation.ts'
import { portalDoor } from './portal-door.ts'
import { refusalPage } from './refusal-page.ts'
import { findSharedAssets } from './shared-assets/shared-assets.ts'

/** The address of a door, with its action of the policy. `host`: the expression that its host meets; undefined: any of ours. */
export type DoorRoute = { methods: readonly string[]; url: string; action: string; host: unknown }

declare module 'fastify' {
  interface FastifyInstance {
    /** Every door that declares its action, for the tests that walk all of them. */
    doorRoutes: readonly DoorRoute[]
  }
}

export type AppOptions = {
  database: Database
  installation: Installation
  assets: Assets
  isSecure: boolean
  paymentOrigin: string
  /** Browsers ask every name below ours by https too. True where nothing else is said. */
  isHstsForSubdomains?: boolean
  /** Addresses of proxies whose forwarded headers count. */
  trustedProxies: string[]
  /** The page at the plain address, which also answers a stranger's Host. */
  plainPage: (locale: Locale) => string
  /** What is seen of this process from outside; without, it is watched for nobody. */
  watch?: Watch
  /** Milliseconds between two beats of the live updates; without, the contract's. */
  liveBeatMs?: number
  /** Milliseconds between two looks for ended views without a notice; without, the streams' own. */
  viewPollMs?: number
  /** Makes the HTTP server where some hosts are not ours: the stand-ins' of a demo. */
  serverFactory?: FastifyServerFactory
}

/** Composes the whole product over a database: every site, every endpoint, every door. It does not listen yet. */
export function createApp(options: AppOptions): FastifyInstance {
  const { database, installation, assets } = options
  const style = inlineStyle(assets, 'portal.css')
  const portal = portalDoor({ ...options, style: style?.text }, createPortal(installation.timeZone))
  const atDesk = deskFrame(assets, installation)
  const atPlain = { ...atDesk, help: portal.help }
  // The portal says it in its own words and frame; desk and plain page have one page for it.
  const pageOf: HttpOptions['pageOf'] = (request, { status, body }) => {
    const { site } = request.place
    if (site === 'portal' || site === 'view') return portal.explain(request, { status, body })
    // After an outage the reader goes on where it was met.
    const home = status === 503 && request.method === 'GET' ? request.url : '/'
    const refusedRequest = { headers: request.headers, site, home }
    return refusalPage(refusedRequest, { status, reason: body.reason }, site === 'desk' ? atDesk : atPlain)
  }
  const plainHeaders = securityHeaders('plain', { ...options, origins: installation.origins })
  const app = Fastify({
    trustProxy: options.trustedProxies,
    bodyLimit: 65_536,
    // Who sends slowly must not hold a connection forever.
    requestTimeout: 30_000,
    clientErrorHandler: unreadableRequestHandler(plainHeaders),
    frameworkErrors: (_, request, response) =>
      refuseUnreadable(request, response, { ...options, pageOf, styleHash: style?.hash }),
    ...(options.serverFactory && { serverFactory: options.serverFactory }),
  })
  const doorRoutes: DoorRoute[] = []
  app.addHook('onRoute', ({ method, url, config, constraints }) => {
    if (config?.action !== undefined)
      doorRoutes.push({ methods: [method].flat(), url, action: config.action, host: constraints?.host })
  })
  app.decorate('doorRoutes', doorRoutes)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, new URLSearchParams(String(body)))
  })
  keepSignedBodies(app, signedPaths)
  const http: HttpOptions = {
    ...options,
    pipeline: createPipeline(database, handlers, installation),
    signedPaths,
    strangerPage: options.plainPage,
    styleHash: style?.hash,
    pageOf,
  }
  const watch = options.watch ?? createWatch({ database, log: installation.log })
  serveHealth(app, watch, routeOf, plainHeaders)
  compressAnswers(app)
  serveHttp(app, http)
  serveAssets(app, assets, findSharedAssets(database.worker))
  const context: DoorContext = {
    app,
    http,
    database,
    assets,
    watch,
    liveBeatMs: options.liveBeatMs,
    viewPollMs: options.viewPollMs,
    answerAsStranger: (request, response) => portal.answer(http, request, response, true),
  }
  for (const serve of doors) serve(context)
  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    handler: (request, response) => portal.answer(http, request, response),
  })
  return app
}

/** The paths of the portal's pages, with the names of their ids (`/accounts/:accountId/bills`). */
export const portalPaths: readonly string[] = pages.map(({ path }) => path)
