import { hkdfSync } from 'node:crypto'
import { type Api, api } from '@porchlight/contract/api.ts'
import type { Routes } from '@porchlight/contract/client.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { liveHubOf } from '#features/live/index.ts'
import { sideCookieName } from '#http/cookie.ts'
import { formToken } from '#http/form-token.ts'
import { incoming } from '#http/http.ts'
import { asLink, localUrl } from '#http/local-url.ts'
import { isFromElsewhere, isNavigation } from '#http/sender.ts'
import { sitesOf } from '#http/sites.ts'
import { Refusal } from '#policy/refusal.ts'
import { assetPath, chunksOf } from '../../assets.ts'
import type { DoorContext } from '../../door.ts'
import { Html, html } from '../../html.ts'
import { htmlDocument } from '../../html-document.ts'
import { pageHeader } from '../../message-page.ts'
import { readersLocale, wordsIn } from '../../words.ts'
import { deskFrame } from './desk-frame.ts'
import { deskHost } from './desk-host.ts'
import { elsewherePage } from './elsewhere-page.ts'

/**
 * Returns the key (32 bytes, base64url) under which a browser keeps what one CSR has typed and not yet saved. It is the same in
 * every session of that CSR and goes to nobody else, so that a computer that CSRs share gives none of it away (decision 0034).
 */
export function draftKey(encryptionKey: string, csrId: string): string {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', `desk drafts of ${csrId}`, 32)).toString(
    'base64url',
  )
}

const routes: Routes = Object.fromEntries(
  Object.entries(api).map(([name, { method, path }]) => [name, { method, path }]),
) as Routes

/** Data for the page's script: nothing in it can end the block or begin a comment. */
const jsonBlock = (data: unknown) =>
  new Html(
    `<script type="application/json" id="page-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
  )

/**
 * Serves the desk's one document at every address of its origin that is neither an endpoint nor a built file. The document says
 * which CSR is signed in, so that the first screen needs no further request. A stranger is sent to sign in and returns here.
 */
export function serveDesk(context: DoorContext): void {
  const { app, http, assets } = context
  const { installation } = http
  const live = liveHubOf(context)
  const frame = deskFrame(assets, installation)
  const { icon } = frame
  const css = assetPath(assets, 'desk.css')
  const scripts = { en: assetPath(assets, 'desk.en.js'), es: assetPath(assets, 'desk.es.js') }

  const preload = (name: string) =>
    chunksOf(assets, name).map((address) => html`<link rel="modulepreload" href="${address}">`)
  const chunks = { en: preload('desk.en.js'), es: preload('desk.es.js') }

  const documentFor = (
    request: FastifyRequest,
    desk: Response<Api['readDesk']>,
    credential: string,
    livePosition: string,
  ): string => {
    const locale = readersLocale(request.headers)
    const words = wordsIn(locale)
    const data = {
      routes,
      formToken: formToken(installation.encryptionKey, credential),
      draftKey: draftKey(installation.encryptionKey, desk.csrId),
      otherDraftKeys: installation.readableKeys.slice(1).map((key) => draftKey(key, desk.csrId)),
      desk,
      locale,
      timeZone: installation.timeZone,
      utilityName: installation.utilityName,
      portalOrigin: installation.origins.portal,
      languageCookie: sideCookieName('language', http.isSecure),
      livePosition,
    }
    return htmlDocument({
      locale,
      title: `${words['desk.title']} · ${installation.utilityName}`,
      css,
      icon,
      head: html`${chunks[locale]}<script type="module" src="${scripts[locale]}"></script>`,
      body: html`<div id="desk"><noscript>${pageHeader(frame, words['desk.title'])}<main class="page"><div class="page-head"><h1>${
        words['desk.title']
      }</h1><p>${words['desk.needs-script']}</p></div></main></noscript></div>
${jsonBlock(data)}`,
    })
  }

  const placeOf = sitesOf(installation.origins)
  /** A view leads back to the customer it was of. */
  const isView = (origin: string) => {
    const place = placeOf(origin.replace(/^https?:\/\//, ''))
    return place?.site === 'view' && place.origin === origin
  }

  const sendDocument = async (request: FastifyRequest, response: FastifyReply) => {
    if (/^\/(api|assets)(\/|$|\?)/.test(request.url)) throw new Refusal('not-found')
    const incomingRequest = incoming(request, http)
    const url = localUrl(installation.origins.desk, request.url)
    // The screen behind this address may open a customer as soon as it is shown: not because another site said so.
    const opens = url.pathname !== '/' && incomingRequest.credential !== undefined
    if (opens && isFromElsewhere(request.headers, installation.origins.desk, isView)) {
      if (!isNavigation(request.headers)) throw new Refusal('origin-not-allowed')
      const page = elsewherePage(asLink(url), request.headers, frame)
      return response.code(403).type('text/html; charset=utf-8').send(page)
    }
    const reply = { setCredential: undefined }
    // Read the stream position before the page's data, so that the screens hear of every later change.
    live.start()
    const livePosition = live.position()
    try {
      const desk = (await http.pipeline.call('readDesk', {}, incomingRequest, reply)) as Response<
        Api['readDesk']
      >
      const page = documentFor(request, desk, incomingRequest.credential ?? '', livePosition)
      return response.type('text/html; charset=utf-8').send(page)
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason !== 'not-signed-in') throw error
      const next = request.url === '/' ? '' : `?next=${encodeURIComponent(request.url)}`
      return response.code(303).header('location', `/sign-in${next}`).send()
    }
  }

  app.get('/*', { constraints: { host: deskHost(installation.origins) } }, sendDocument)
}
