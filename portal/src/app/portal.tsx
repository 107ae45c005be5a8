import { Refused } from '@porchlight/contract/client.ts'
import { EndedView } from '../features/masquerade/ended-view.tsx'
import type { Download } from './download.ts'
import { type Drawing, draw, readersLocale } from './draw.tsx'
import { ErrorView, titleOf } from './error-view.tsx'
import { type Form, submit } from './form.ts'
import { formatter } from './format.ts'
import { fieldsToKeep, hasSecrets, pageOf, readerOf, typedTexts } from './kept-form.ts'
import { changeLanguage } from './language.ts'
import { sayingWhatIsSet, translator } from './messages.ts'
import { matchPath, type Page, type Problem, type Surroundings, type Where } from './page.ts'
import type { PortalCalls, PortalRequest, PortalResponse } from './request.ts'
import { downloads, forms, pages } from './routes.ts'

type Portal = {
  /** A request in, a page or a redirect out. */
  answer(request: PortalRequest, calls: PortalCalls): Promise<PortalResponse>
  /** Returns the page of a refusal that was made before or beside any page: it reads nothing. */
  explain(request: PortalRequest, refused: Refused): PortalResponse
}

/** The whole portal. The server hands it the contract bound to the request. */
export function createPortal(timeZone: string): Portal {
  const drawn = (status: number, drawing: Drawing): PortalResponse => ({
    status,
    html: draw(drawing, timeZone),
  })

  async function respond(request: PortalRequest, calls: PortalCalls): Promise<PortalResponse> {
    try {
      if (request.method === 'POST' && request.path === '/language') {
        if (request.forged === 'origin-not-allowed') await calls.refuse(request.forged)
        return await changeLanguage(request, calls)
      }
      return request.method === 'POST' ? await post(request, calls) : await get(request, calls)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return refused(request, calls, error)
    }
  }

  async function get(request: PortalRequest, calls: PortalCalls): Promise<PortalResponse> {
    const saved = find(downloads, request.path)
    if (saved) return save(request, calls, saved.match, whereOf(request, saved.params))
    const page = find(pages, request.path)
    if (!page) return refused(request, calls, new Refused(404, { reason: 'not-found' }))
    if (request.query.get('kept') === 'no') request.keptForms.forget(request.path)
    return show(request, calls, page.match, whereOf(request, page.params), undefined, 200)
  }

  async function save(
    request: PortalRequest,
    calls: PortalCalls,
    download: Download,
    where: Where,
  ): Promise<PortalResponse> {
    const { surroundings, data } = await calls.read(async (client) => {
      const [context, loaded] = await Promise.all([client.readPortalContext(), download.load(client, where)])
      return { surroundings: context, data: loaded }
    })
    const locale = readersLocale(request, surroundings)
    const help = request.help(locale)
    const words = {
      t: sayingWhatIsSet(translator(locale), { ...help, passwordLength: request.passwordLength }),
      format: formatter(locale, timeZone),
      locale,
      help,
    }
    const file = await download.file({ data, where, ...words, utilityName: request.utilityName })
    return { status: 200, file }
  }

  async function post(request: PortalRequest, calls: PortalCalls): Promise<PortalResponse> {
    if (request.isView && request.path === '/masquerade/ended') return stoppedTab(request, calls)
    const form = find(forms, request.path)
    if (!form) return refused(request, calls, new Refused(404, { reason: 'not-found' }))
    const definition = form.match as Form
    const where = whereOf(request, form.params)
    const shown = pages.find((p) => p.path === definition.pagePath)
    if (!shown) throw new Error(`the form ${request.path} has no page`)
    const isOneClick =
      definition.isOneClick === true && request.fields.get('List-Unsubscribe') === 'One-Click'
    const { forged } = request
    if (forged && !isOneClick && !(forged === 'form-token-missing' && definition.needsNoToken)) {
      const noted = calls.refuse(forged)
      if (forged !== 'form-token-missing' || request.isView) return noted
      await noted.catch((error: unknown) => {
        if (!(error instanceof Refused) || error.body.reason !== forged) throw error
      })
      const typed = new URLSearchParams(fieldsToKeep(request.fields))
      const problem = { refusal: { reason: forged }, typed, form: definition.path, kept: 'stale' as const }
      return show(request, calls, shown, where, problem, 403)
    }
    const outcome = await submit(definition, request.fields, where, calls, request.deskOrigin)
    request.keptForms.forget(pageOf(definition, where))
    // RFC 8058: a mail program is answered without a redirect.
    if ('location' in outcome && isOneClick) return oneClickDone(request, shown, outcome.location)
    if ('location' in outcome) return { status: 303, location: outcome.location }
    return show(request, calls, shown, where, outcome.problem, outcome.status)
  }

  function oneClickDone(request: PortalRequest, page: Page, location: string): PortalResponse {
    const query = new URL(location, 'https://portal.invalid').searchParams
    return drawn(200, { request, page, where: { ...whereOf(request, {}), query }, surroundings: null })
  }

  /** Handles the POST of a tab whose masquerade has ended. The page about the end shows what was typed in that tab once more. */
  async function stoppedTab(request: PortalRequest, calls: PortalCalls): Promise<PortalResponse> {
    if (request.forged) await calls.refuse(request.forged)
    await calls.read((client) => client.readPortalContext())
    // The masquerade is still live: this browser's clock is ahead.
    return { status: 303, location: '/' }
  }

  async function show(
    request: PortalRequest,
    calls: PortalCalls,
    page: Page,
    where: Where,
    problem: Problem | undefined,
    status: number,
  ): Promise<PortalResponse> {
    if (page.isPublic && !request.isView) {
      // A public page also renders without its context: for a visitor, after a session has ended, and during an outage.
      const surroundings = page.isForAll
        ? await calls.read((client) => client.readPortalContext()).catch(() => null)
        : null
      const drawing = {
        request,
        page,
        where,
        surroundings,
        problem: problem ?? keptFor(request, surroundings),
      }
      // Without a session there is no reader to compare with, so a kept form is shown once only, on the very next page.
      if (request.method === 'GET') request.keptForms.forget(request.path)
      return drawn(status, drawing)
    }
    const { surroundings, data } = await calls.read(async (client) => {
      const [context, loaded] = await Promise.all([client.readPortalContext(), page.load?.(client, where)])
      return { surroundings: context, data: loaded }
    })
    const elsewhere = page.leadsTo?.(surroundings)
    if (elsewhere) return { status: 303, location: elsewhere + (where.query.size ? `?${where.query}` : '') }
    const drawing = { request, page, where, surroundings, data }
    // A different customer has signed in since the form was opened, and must not see what was typed.
    if (problem?.kept === 'stale' && !request.keptForms.isOf(readerOf(surroundings)))
      return drawn(status, { ...drawing, notice: 'form-of-another-sign-in', isError: true })
    return drawn(status, { ...drawing, problem: problem ?? keptFor(request, surroundings) })
  }

  /** Answers a refusal outside a form: redirects to sign-in, or shows a page with the reason and where to go on. */
  async function refused(
    request: PortalRequest,
    calls: PortalCalls,
    error: Refused,
  ): Promise<PortalResponse> {
    const { reason } = error.body
    if (reason === 'not-signed-in' && !request.isView) return signInFirst(request)
    if (reason === 'second-factor-required' && !request.isView)
      return { status: 303, location: '/second-factor?notice=second-factor-first' }
    const isOver = reason === 'masquerade-ended' || reason === 'not-signed-in'
    const surroundings =
      isOver || error.status >= 500 ? null : await calls.read((c) => c.readPortalContext()).catch(() => null)
    return explained(request, error, surroundings)
  }

  function explained(request: PortalRequest, error: Refused, surroundings: Surroundings | null) {
    const { reason } = error.body
    const form = request.method === 'POST' ? find(forms, request.path) : undefined
    // Nothing was done, through no fault of the sender: the same form can be sent again, unless it had secrets.
    const canAgain =
      form && error.status >= 500 && reason !== 'outcome-unknown' && !hasSecrets(request.fields)
    const again = canAgain ? fieldsToKeep(request.fields) : undefined
    const isForm = form && (error.status >= 500 || reason === 'form-token-missing')
    const formPage = isForm ? pageOf(form.match, form) : undefined
    const page: Page = {
      path: request.path,
      title: titleOf(reason, request.isView),
      View: (props) =>
        error.body.masqueradeEnd ? (
          <EndedView
            end={error.body.masqueradeEnd}
            deskOrigin={request.deskOrigin}
            // Never repeat a form that another site posted: its fields are not this reader's.
            typed={request.forged === 'origin-not-allowed' ? [] : typedTexts(request.fields)}
            goesBack={request.query.has('back')}
          />
        ) : (
          <ErrorView {...props} {...{ reason, request, again, formPage }} />
        ),
    }
    const where = whereOf(request, {})
    return drawn(error.status, { request, page, where, surroundings, isError: true })
  }

  return { answer: respond, explain: (request, error) => explained(request, error, null) }
}

/** To the sign-in page and back: to a page with its query, or to the page of a form with what was typed. */
function signInFirst(request: PortalRequest): PortalResponse {
  const form = request.method === 'POST' ? find(forms, request.path) : undefined
  const definition = form?.match as Form | undefined
  if (definition?.whenSignedOut) return { status: 303, location: definition.whenSignedOut }
  const next = new URLSearchParams()
  const query = request.query.size > 0 ? `?${request.query}` : ''
  if (form && definition) {
    const page = pageOf(definition, form)
    const fields = fieldsToKeep(request.fields)
    const kept = { page, form: definition.path, why: 'session-ended' as const, fields }
    next.set('next', page)
    if (fields.length === 0) next.set('notice', 'session-ended-undone')
    else next.set('notice', request.keptForms.keep(kept) ? 'form-kept' : 'form-not-kept')
  } else {
    if (request.path !== '/' || query) next.set('next', request.path + query)
    if (request.hadSession) next.set('notice', 'session-ended')
  }
  return { status: 303, location: next.size > 0 ? `/sign-in?${next}` : '/sign-in' }
}

/** Returns the kept form of this reader for this page, if there is one. */
function keptFor(request: PortalRequest, surroundings: Surroundings | null): Problem | undefined {
  if (request.method !== 'GET' || request.isView) return undefined
  const kept = request.keptForms.find(request.path, readerOf(surroundings))
  if (!kept) return undefined
  const { why, form, fields } = kept
  return { refusal: { reason: 'not-signed-in' }, typed: new URLSearchParams(fields), form, kept: why }
}

function whereOf(request: PortalRequest, params: Record<string, string>): Where {
  return { params, query: request.query, today: request.today }
}

function find<T extends { path: string }>(routes: readonly T[], path: string) {
  for (const match of routes) {
    const params = matchPath(match.path, path)
    if (params) return { match, params }
  }
  return undefined
}
