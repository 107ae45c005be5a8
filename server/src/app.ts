import { api } from '@porchlight/contract/api.ts'
import { type Client, Refused } from '@porchlight/contract/client.ts'
import { createPortal } from '@porchlight/portal/app/portal.tsx'
import type { PortalCalls, PortalRequest } from '@porchlight/portal/app/request.ts'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerFactory,
} from 'fastify'
import type { Database } from '#database/database.ts'
import { accessHandlers } from '#features/access/handlers.ts'
import { accountLinksHandlers } from '#features/account-links/handlers.ts'
import { accountsHandlers } from '#features/accounts/handlers.ts'
import { alertsHandlers } from '#features/alerts/handlers.ts'
import { billingHandlers } from '#features/billing/handlers.ts'
import { customerContactsHandlers } from '#features/customer-contacts/handlers.ts'
import { customerSearchHandlers } from '#features/customer-search/handlers.ts'
import { serveDesk } from '#features/desk/document.ts'
import { deskHandlers } from '#features/desk/handlers.ts'
import { elsewherePage } from '#features/desk/index.ts'
import { deskSignInHandlers } from '#features/desk-sign-in/handlers.ts'
import { serveDeskSignIn } from '#features/desk-sign-in/routes.ts'
import { createLiveHub, serveLive } from '#features/live/index.ts'
import { mailedKeysHandlers } from '#features/mailed-keys/handlers.ts'
import { mailingAddressHandlers } from '#features/mailing-address/handlers.ts'
import { serveArrival } from '#features/masquerade/arrival.ts'
import { masqueradeHandlers } from '#features/masquerade/handlers.ts'
import { overviewHandlers } from '#features/overview/handlers.ts'
import { passwordHandlers } from '#features/password/handlers.ts'
import { paymentsHandlers } from '#features/payments/handlers.ts'
import { keepWebhookBody, webhookPath, webhookSender } from '#features/payments/webhook-door.ts'
import { portalContextHandlers } from '#features/portal-context/handlers.ts'
import { preferencesHandlers } from '#features/preferences/handlers.ts'
import { recentCustomersHandlers } from '#features/recent-customers/handlers.ts'
import { savedViewsHandlers } from '#features/saved-views/handlers.ts'
import { taskActionHandlers } from '#features/self-service-tasks/action-handlers.ts'
import { taskExportHandlers } from '#features/self-service-tasks/export/handlers.ts'
import { serveTaskExport } from '#features/self-service-tasks/export/serve-task-export.ts'
import { selfServiceTasksHandlers } from '#features/self-service-tasks/handlers.ts'
import { settingsHandlers } from '#features/settings/handlers.ts'
import { signInHandlers } from '#features/sign-in/handlers.ts'
import { theRecordHandlers } from '#features/the-record/handlers.ts'
import { toDosHandlers } from '#features/to-dos/handlers.ts'
import { unlinkHandlers } from '#features/unlink/handlers.ts'
import { usageHandlers } from '#features/usage/handlers.ts'
import { webUsersHandlers } from '#features/web-users/handlers.ts'
import {
  type HttpOptions,
  incoming,
  refuseForged,
  refuseUnreadable,
  sendReply,
  serveHttp,
} from '#http/http.ts'
import { asLink, localUrl } from '#http/local-url.ts'
import { isFromElsewhere, isNavigation } from '#http/sender.ts'
import type { Handlers } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import type { IncomingRequest, Reply } from '#pipeline/request.ts'
import { createPipeline, type Pipeline } from '#pipeline/run.ts'
import { formToken } from '#pipeline/token.ts'
import { type Assets, assetPath, serveAssets } from './assets.ts'
import type { Installation } from './installation.ts'

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
  /** Milliseconds between two beats of the live updates; without, the contract's. */
  liveBeatMs?: number
  /** Makes the HTTP server where some hosts are not ours: the stand-ins' of a demo. */
  serverFactory?: FastifyServerFactory
}

const handlers: Handlers = {
  ...signInHandlers,
  ...portalContextHandlers,
  ...mailingAddressHandlers,
  ...overviewHandlers,
  ...billingHandlers,
  ...usageHandlers,
  ...masqueradeHandlers,
  ...customerSearchHandlers,
  ...recentCustomersHandlers,
  ...accountsHandlers,
  ...customerContactsHandlers,
  ...webUsersHandlers,
  ...unlinkHandlers,
  ...deskHandlers,
  ...deskSignInHandlers,
  ...preferencesHandlers,
  ...accessHandlers,
  ...passwordHandlers,
  ...mailedKeysHandlers,
  ...paymentsHandlers,
  ...accountLinksHandlers,
  ...settingsHandlers,
  ...theRecordHandlers,
  ...alertsHandlers,
  ...toDosHandlers,
  ...selfServiceTasksHandlers,
  ...taskActionHandlers,
  ...taskExportHandlers,
  ...savedViewsHandlers,
}

/** Composes the whole product over a database: every site, every endpoint. It does not listen yet. */
export function createApp(options: AppOptions): FastifyInstance {
  const { database, installation } = options
  const app = Fastify({
    trustProxy: options.trustedProxies,
    bodyLimit: 65_536,
    // Who sends slowly must not hold a connection for ever.
    requestTimeout: 30_000,
    frameworkErrors: (_, __, response) => refuseUnreadable(response),
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
  }
  serveHttp(app, http)
  serveAssets(app, options.assets)
  serveDeskSignIn(app, { http, pool: database.desk, assets: options.assets })
  serveTaskExport(app, http)
  const { worker: listening, desk: asking } = database
  const live = createLiveHub({ listening, asking, log: installation.log, beatMs: options.liveBeatMs })
  serveLive(app, http, asking, live)
  serveDesk(app, http, options.assets, live)
  const answerPortal = portalDoor(http, options.assets)
  serveArrival(app, database, http, (request, response) => answerPortal(request, response, true))
  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    handler: (request, response) => answerPortal(request, response),
  })
  return app
}

/**
 * The portal's pages, on the portal's origin and on every view origin, at the same paths. With `asStranger` whatever was
 * asked is answered as to nobody: on a view origin, that the view is over.
 */
function portalDoor(http: HttpOptions, assets: Assets) {
  const { installation, pipeline } = http
  const portal = createPortal(installation.timeZone)
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: installation.timeZone })
  return async (request: FastifyRequest, response: FastifyReply, asStranger = false) => {
    const { site } = request.place
    if (site === 'plain') return response.type('text/html').send(http.strangerPage)
    if (site === 'desk') throw new Refusal('not-found')
    const known = { ...incoming(request, http), ...(asStranger ? { credential: undefined } : {}) }
    const isForm = request.method === 'POST' && !asStranger
    const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const url = localUrl(request.place.origin, asStranger ? '/' : request.url)
    if (isForm) await refuseForged(request, known, fields.get('_token'), http)
    const files = {
      css: assetPath(assets, 'portal.css'),
      icon: assetPath(assets, site === 'view' ? 'favicon-masquerade.svg' : 'favicon.svg'),
    }
    // Each page of a view is a line in the record: only the desk, the payment page and the view's own pages lead to one.
    const mayLead = [installation.origins.desk, http.paymentOrigin]
    const isView = site === 'view' && !isForm && !asStranger
    if (isView && isFromElsewhere(request.headers, request.place.origin, (from) => mayLead.includes(from))) {
      const refusal = new Refusal('origin-not-allowed')
      const refused = pipeline.refuse(known, { action: 'portal:open', accountId: undefined }, refusal)
      if (!isNavigation(request.headers)) return refused
      await refused.catch(() => {})
      return response
        .code(403)
        .type('text/html; charset=utf-8')
        .send(elsewherePage(asLink(url), request.headers, files))
    }
    const asked: PortalRequest = {
      method: isForm ? 'POST' : 'GET',
      path: url.pathname,
      query: url.searchParams,
      fields,
      language: {
        chosen: /(?:^|; )language=(en|es)/.exec(request.headers.cookie ?? '')?.[1],
        accepted: request.headers['accept-language'],
      },
      formToken: known.credential && formToken(installation.encryptionKey, known.credential),
      isView: site === 'view',
      deskOrigin: installation.origins.desk,
      utilityName: installation.utilityName,
      assets: {
        ...files,
        islands: { 'support-banner': assetPath(assets, 'support-banner.js') },
      },
      today: calendar.format(new Date()),
    }
    const reply: Reply = { setCredential: undefined }
    const answer = await portal(asked, callsFor(pipeline, known, reply))
    sendReply(response, site, http.isSecure, reply)
    if (answer.language)
      response.header(
        'set-cookie',
        `language=${answer.language}; Path=/; Max-Age=31536000; SameSite=Lax${http.isSecure ? '; Secure' : ''}`,
      )
    // The desk opens what its own views lead to, and knows them by their origin.
    if (answer.location?.startsWith(installation.origins.desk))
      response.header('referrer-policy', 'strict-origin')
    if (answer.location) return response.code(303).header('location', answer.location).send()
    return response.code(answer.status).type('text/html; charset=utf-8').send(answer.html)
  }
}

/** The contract in process, bound to one request: through the same pipeline as over HTTP. */
function callsFor(pipeline: Pipeline, known: IncomingRequest, reply: Reply): PortalCalls {
  const translated = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw error instanceof Refusal ? new Refused(error.status, error.body) : error
    })
  const call: unknown = Object.fromEntries(
    Object.keys(api).map((name) => [
      name,
      (input: object = {}) => translated(pipeline.call(name as keyof typeof api, input, known, reply)),
    ]),
  )
  return { read: (work) => translated(pipeline.read(known, work)), call: call as Client }
}
