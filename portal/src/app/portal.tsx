import { Refused } from '@porchlight/contract/client.ts'
import { render } from 'preact-render-to-string'
import { ErrorView } from './error-view.tsx'
import { type Form, submit } from './form.ts'
import { formatter } from './format.ts'
import { Layout } from './layout.tsx'
import { localPath } from './local-path.ts'
import { chooseLocale, type MessageKey, translator } from './messages.ts'
import { matchPath, type Page, type Problem, type Surroundings, type Where } from './page.ts'
import type { PortalCalls, PortalRequest, PortalResponse } from './request.ts'
import { forms, pages } from './routes.ts'
import { stepUpUrlOf } from './step-up-url.ts'

/** The whole portal: a request in, a page or a redirect out. The server hands it the contract bound to the request. */
export function createPortal(timeZone: string) {
  return async (request: PortalRequest, calls: PortalCalls): Promise<PortalResponse> => {
    if (request.method === 'POST' && request.path === '/language') return changeLanguage(request)
    try {
      return request.method === 'POST' ? await post(request, calls) : await get(request, calls)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return refused(request, calls, error)
    }
  }

  async function get(request: PortalRequest, calls: PortalCalls): Promise<PortalResponse> {
    const found = find(pages, request.path)
    if (!found) return refused(request, calls, new Refused(404, { reason: 'not-found' }))
    return show(request, calls, found.match, whereOf(request, found.params), undefined, 200)
  }

  async function post(request: PortalRequest, calls: PortalCalls): Promise<PortalResponse> {
    const found = find(forms, request.path)
    if (!found) return refused(request, calls, new Refused(404, { reason: 'not-found' }))
    const where = whereOf(request, found.params)
    const outcome = await submit(found.match as Form, request.fields, where, calls, request.deskOrigin)
    if ('location' in outcome) return { status: 303, location: outcome.location }
    const shown = pages.find((p) => p.path === (found.match as Form).pagePath)
    if (!shown) throw new Error(`the form ${request.path} has no page`)
    return show(request, calls, shown, where, outcome.problem, outcome.status)
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
      return { status, html: draw(request, page, where, null, undefined, problem) }
    }
    const { surroundings, data } = await calls.read(async (client) => {
      const [context, loaded] = await Promise.all([client.readPortalContext(), page.load?.(client, where)])
      return { surroundings: context, data: loaded }
    })
    const elsewhere = page.leadsTo?.(surroundings)
    if (elsewhere) return { status: 303, location: elsewhere + (where.query.size ? `?${where.query}` : '') }
    return { status, html: draw(request, page, where, surroundings, data, problem) }
  }

  function draw(
    request: PortalRequest,
    page: Page,
    where: Where,
    surroundings: Surroundings | null,
    data: unknown,
    problem: Problem | undefined,
  ): string {
    const locale = chooseLocale(request.language.chosen, surroundings?.locale, request.language.accepted)
    const t = translator(locale)
    const format = formatter(locale, timeZone)
    const stepUpUrl = stepUpUrlOf(request.deskOrigin, surroundings, page, where)
    const props = {
      data,
      where,
      t,
      format,
      locale,
      formToken: request.formToken,
      surroundings,
      stepUpUrl,
      problem,
    }
    const body = (
      <Layout {...props} request={request} page={page}>
        <page.View {...props} />
      </Layout>
    )
    return `<!doctype html>${render(body)}`
  }

  /** A refusal that is not a form's: sign in first, or a page that says what and where to go on. */
  async function refused(
    request: PortalRequest,
    calls: PortalCalls,
    error: Refused,
  ): Promise<PortalResponse> {
    const { reason } = error.body
    if (reason === 'not-signed-in' && !request.isView) {
      const next =
        request.method === 'GET' && request.path !== '/' ? `?next=${encodeURIComponent(request.path)}` : ''
      return { status: 303, location: `/sign-in${next}` }
    }
    const isOver = reason === 'masquerade-ended' || reason === 'not-signed-in'
    const surroundings =
      isOver || error.status === 503 ? null : await calls.read((c) => c.readPortalContext()).catch(() => null)
    const title: MessageKey = isOver
      ? 'error.view-ended.title'
      : error.status === 404
        ? 'error.not-found.title'
        : 'error.refused.title'
    const page: Page = {
      path: request.path,
      title,
      View: (props) => <ErrorView {...props} reason={reason} request={request} />,
    }
    return {
      status: error.status,
      html: draw(request, page, whereOf(request, {}), surroundings, undefined, undefined),
    }
  }
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

function changeLanguage(request: PortalRequest): PortalResponse {
  const language = request.fields.get('language') === 'es' ? 'es' : 'en'
  return { status: 303, location: localPath(request.fields.get('back')), language }
}
