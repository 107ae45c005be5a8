import { api } from '@porchlight/contract/api.ts'
import { type Client, clientOf, Refused } from '@porchlight/contract/client.ts'
import type { Reason, RefusalBody } from '@porchlight/contract/reasons.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '#database/database.ts'
import { asOutage } from '#database/transaction.ts'
import { elsewherePage } from '#features/desk/index.ts'
import { createHelpLines } from '#features/help/index.ts'
import { chosenLanguage, cookieOfStyle, languageCookie, readCookie, sideCookieName } from '#http/cookie.ts'
import { forgeryOf } from '#http/forgery.ts'
import { formKeeper } from '#http/form-keeper.ts'
import { formToken } from '#http/form-token.ts'
import { type HttpOptions, incoming, sendReply } from '#http/http.ts'
import { asLink, localUrl } from '#http/local-url.ts'
import { isFromElsewhere, isNavigation } from '#http/sender.ts'
import type { IncomingRequest, Reply } from '#pipeline/request.ts'
import type { Pipeline } from '#pipeline/run.ts'
import { Refusal } from '#policy/refusal.ts'
import { type Assets, assetPath } from './assets.ts'
import type { Installation } from './installation.ts'
import { readersLocale } from './words.ts'

type PortalDoorOptions = {
  database: Database
  installation: Installation
  assets: Assets
  isSecure: boolean
  paymentOrigin: string
  /** The text of the portal's stylesheet. */
  style: string | undefined
}

type PortalRead = ReturnType<ReturnType<typeof portalReader>>
type PortalResponse = {
  status: number
  html?: string
  file?: { name: string; type: string; body: string | Uint8Array }
  location?: string
  language?: string
}
/** The contract in process, as the portal is given it for one request. */
type PortalCalls = {
  read<T>(work: (client: Client) => Promise<T>): Promise<T>
  call: Client
  refuse(reason: Reason): Promise<never>
}
/** The portal as the server knows it: `app.ts` alone imports its pages. */
export type Portal = {
  answer: (request: PortalRead, calls: PortalCalls) => Promise<PortalResponse>
  explain: (request: PortalRead, refused: Refused) => PortalResponse
}

/** Reads what the portal is told of a request. It never fails, so that a refusal's page can be made of anything. */
function portalReader(
  { installation, assets, isSecure, style }: PortalDoorOptions,
  lines: ReturnType<typeof createHelpLines>,
) {
  const { encryptionKey, readableKeys } = installation
  const css = assetPath(assets, 'portal.css')
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: installation.timeZone })
  return (request: FastifyRequest, incomingRequest: IncomingRequest | undefined, forged?: Reason) => {
    const { site, origin } = request.place
    const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const credential = incomingRequest?.credential
    const isAddress = request.url.startsWith('/') && URL.canParse(origin + request.url)
    const url = new URL(isAddress ? origin + request.url : origin)
    return {
      method: request.method === 'POST' ? 'POST' : 'GET',
      path: url.pathname,
      query: url.searchParams,
      fields,
      language: {
        chosen: chosenLanguage(request.headers.cookie),
        accepted: request.headers['accept-language'],
      },
      formToken: (reader: string | undefined) =>
        credential ? formToken(encryptionKey, credential, reader) : undefined,
      forged,
      hadSession: credential !== undefined,
      keptForms: formKeeper(
        { isSecure, encryptionKey, readableKeys },
        request.headers.cookie,
        fields.get('_token'),
      ),
      isView: site === 'view',
      deskOrigin: installation.origins.desk,
      masqueradeId: request.place.hostMasqueradeId ?? undefined,
      utilityName: installation.utilityName,
      help: lines.of,
      registration: lines.registration(),
      passwordLength: lines.passwordLength(),
      assets: {
        css,
        // Who has the stylesheet loads it from the cache; for who comes first it would be one more way there and back.
        style:
          readCookie(request.headers.cookie, sideCookieName('style', isSecure)) === css ? undefined : style,
        icon: assetPath(assets, site === 'view' ? 'favicon-masquerade.svg' : 'favicon.svg'),
        islands: {
          'session-end': assetPath(assets, 'session-end.js'),
          'support-banner': assetPath(assets, 'support-banner.js'),
        },
      },
      today: calendar.format(new Date()),
    } as const
  }
}

const openingPortal = { action: 'portal:open', accountId: undefined }

/**
 * Returns the portal's pages, on the portal's origin and on every view origin, at the same paths. `explain` returns the page of a
 * refusal. With `asStranger` whatever was asked is answered as to nobody: on a view origin, that the view is over.
 */
export function portalDoor(options: PortalDoorOptions, portal: Portal) {
  const { installation, isSecure } = options
  const help = createHelpLines(options.database.portal, installation.log)
  const read = portalReader(options, help)
  // Each page of a view is a line in the record: only the desk, the payment page and the view's own pages lead to one.
  const mayLead = [installation.origins.desk, options.paymentOrigin]

  const servePortal = async (
    http: HttpOptions,
    request: FastifyRequest,
    response: FastifyReply,
    asStranger = false,
  ) => {
    const { pipeline } = http
    const { site, origin } = request.place
    if (site === 'plain') {
      const isThere = request.method === 'GET' && /^\/($|\?)/.test(request.url)
      return response
        .code(isThere ? 200 : 404)
        .type('text/html; charset=utf-8')
        .send(http.strangerPage(readersLocale(request.headers)))
    }
    if (site === 'desk') throw new Refusal('not-found')
    const incomingRequest = { ...incoming(request, http), ...(asStranger ? { credential: undefined } : {}) }
    const url = localUrl(origin, asStranger ? '/' : request.url)
    const isForm = request.method === 'POST' && !asStranger
    const forged = isForm ? forgeryOf(request, incomingRequest, installation.readableKeys) : undefined
    const portalRequest = read(request, incomingRequest, forged)
    const isView = site === 'view' && !isForm && !asStranger
    if (isView && isFromElsewhere(request.headers, origin, (from) => mayLead.includes(from))) {
      const refused = pipeline.refuse(incomingRequest, openingPortal, new Refusal('origin-not-allowed'))
      if (!isNavigation(request.headers)) return refused
      await refused.catch(() => {})
      const leading = elsewherePage(asLink(url), request.headers, {
        ...portalRequest.assets,
        utilityName: installation.utilityName,
      })
      return response.code(403).type('text/html; charset=utf-8').send(leading)
    }
    await help.refresh()
    const reply: Reply = { setCredential: undefined }
    const page = await portal.answer(
      asStranger
        ? { ...portalRequest, method: 'GET', path: '/', query: new URLSearchParams() }
        : portalRequest,
      callsFor(pipeline, incomingRequest, reply, request),
    )
    // A sign-out leaves no kept form in this browser.
    if (reply.setCredential === 'expire') portalRequest.keptForms.forgetAll()
    sendReply(response, site, isSecure, reply)
    for (const cookie of portalRequest.keptForms.headers()) response.header('set-cookie', cookie)
    if (page.language) response.header('set-cookie', languageCookie(page.language, isSecure))
    if (page.html && portalRequest.assets.style)
      response.header('set-cookie', cookieOfStyle(portalRequest.assets.css, isSecure))
    // The desk opens what its own views lead to, and knows them by their origin.
    if (page.location?.startsWith(installation.origins.desk))
      response.header('referrer-policy', 'strict-origin')
    if (page.location) return response.code(303).header('location', page.location).send()
    if (page.file)
      return response
        .type(page.file.type)
        .header('content-disposition', `attachment; filename="${page.file.name}"`)
        .send(page.file.body)
    return response.code(page.status).type('text/html; charset=utf-8').send(page.html)
  }

  const explain = (request: FastifyRequest, { status, body }: { status: number; body: RefusalBody }) =>
    portal.explain(read(request, undefined), new Refused(status, body)).html ?? ''

  return { answer: servePortal, explain, help: help.of }
}

/** The contract in process, bound to one request: through the same pipeline as over HTTP. */
function callsFor(
  pipeline: Pipeline,
  incomingRequest: IncomingRequest,
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
    read: (work) => translated(pipeline.read(incomingRequest, work)),
    call: clientOf(api, (name, input) => translated(pipeline.call(name, input, incomingRequest, reply))),
    refuse: (reason) => translated(pipeline.refuse(incomingRequest, openingPortal, new Refusal(reason))),
  }
}
