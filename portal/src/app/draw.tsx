import { localeOf } from '@porchlight/contract/values.ts'
import { BackLink, ParentLink } from '@porchlight/ui/page.tsx'
import { render } from 'preact-render-to-string'
import { formatter } from './format.ts'
import { readerOf } from './kept-form.ts'
import { Layout } from './layout.tsx'
import { parentLink } from './menu.ts'
import { type Locale, sayingWhatIsSet, translator } from './messages.ts'
import { type Page, type Problem, pageForm, type Surroundings, type Where } from './page.ts'
import type { PortalRequest } from './request.ts'
import { stepUpUrlOf } from './step-up-url.ts'

/** Everything that a page is drawn from. */
export type Drawing = {
  request: PortalRequest
  page: Page
  where: Where
  surroundings: Surroundings | null
  data?: unknown
  problem?: Problem | undefined
  /** A sentence above the page, `notice.<name>` of the locale files; without it the address's own `?notice=`. */
  notice?: string | undefined
  /** The page says that something went wrong; so does its title. */
  isError?: boolean
}

/** Marks where the content goes in the layout. The content is rendered first, because the layout depends on it. */
const SLOT = `<!--${Math.random().toString(36).slice(2)}-->`

/** Returns the reader's language: chosen in this browser, else the web user's own, else what the browser accepts. */
export function readersLocale({ language }: PortalRequest, surroundings: Surroundings | null): Locale {
  return localeOf(language.chosen, surroundings?.locale, ...(language.accepted ?? '').split(','))
}

/** Returns the whole document. */
export function draw(drawing: Drawing, timeZone: string): string {
  const { request, page, where, surroundings, problem } = drawing
  const locale = readersLocale(request, surroundings)
  const help = request.help(locale)
  const t = sayingWhatIsSet(translator(locale), { ...help, passwordLength: request.passwordLength })
  const props = {
    data: drawing.data,
    where,
    t,
    format: formatter(locale, timeZone),
    locale,
    help,
    registration: request.registration,
    formToken: request.formToken(readerOf(surroundings)),
    surroundings,
    stepUpUrl: stepUpUrlOf(request.deskOrigin, surroundings, page, where),
    problem,
  }
  const parent = parentLink({ page, where, t })
  const content = render(
    <ParentLink.Provider value={parent && <BackLink href={parent.href}>{parent.label}</BackLink>}>
      <page.View {...props} />
    </ParentLink.Provider>,
  )
  const around = render(
    <Layout {...props} {...drawing} hasForm={content.includes(`id="${pageForm}"`)}>
      <div id="content-slot" dangerouslySetInnerHTML={{ __html: SLOT }} />
    </Layout>,
  )
  return `<!doctype html>${around.replace(`<div id="content-slot">${SLOT}</div>`, () => content)}`
}
