import type { Client } from '@porchlight/contract/client.ts'
import type { HelpLines } from '@porchlight/contract/help.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { RegistrationMode } from '@porchlight/contract/registration-modes.ts'
import type { ComponentChild } from 'preact'
import type { Format } from './format.ts'
import type { Locale, MessageKey, Translate } from './messages.ts'

/** The context of a page: the customer, the accounts, and the banner in a masquerade. */
export type Surroundings = Awaited<ReturnType<Client['readPortalContext']>>

export type Where = { params: Record<string, string>; query: URLSearchParams; today: string }

/** Why a form came back without being processed. */
export type WhyKept = 'session-ended' | 'stale' | 'language'

/** A form that was refused, or came back unread (`kept`): what was typed, and what is wrong with it. */
export type Problem = { refusal: RefusalBody; typed: URLSearchParams; form: string; kept?: WhyKept }

/** What every page's component is given besides its data. */
export type PageProps<D> = {
  data: D
  where: Where
  t: Translate
  format: Format
  locale: Locale
  formToken: string | undefined
  /** How the utility is reached, in the reader's language. */
  help: HelpLines
  registration: RegistrationMode
  /** Null on pages before sign-in. */
  surroundings: Surroundings | null
  /** In a masquerade: the address where the CSR confirms the second factor and then returns to this page. */
  stepUpUrl: string | undefined
  problem: Problem | undefined
}

export type Page<D = unknown> = {
  path: string
  title: MessageKey
  /** The section of the navigation to which the page belongs. */
  section?: 'overview' | 'bills' | 'usage' | 'account' | 'access' | 'programs' | 'messages'
  /** The path of the page that its link back leads to; its ids are among this page's. The link's text, if not that page's title. */
  parent?: string
  parentLabel?: MessageKey
  /** Its places among the links of every page, and its words there where they are not the title. `action`: who may open it. */
  menu?: readonly {
    place: 'header' | 'foot'
    order: number
    label?: MessageKey
    /** How many things wait there; the label takes it as `count`. */
    count?: (surroundings: Surroundings) => number
    action?: keyof Surroundings['may']
  }[]
  /** Without sign-in. */
  isPublic?: boolean
  /** True for a public page that signed-in customers read too. They see it with their usual header and footer. */
  isForAll?: boolean
  /** Scripts that make the page better; it works without. */
  islands?: readonly string[]
  load?: (client: Client, where: Where) => Promise<D>
  /** The path to redirect to instead of rendering the page; undefined renders it. */
  leadsTo?: (surroundings: Surroundings) => string | undefined
  View: (props: PageProps<D>) => ComponentChild
}

/** The id of a page's main form: the language switch sends what is typed there along, so that it is not lost. */
export const pageForm = 'page-form'

/** Declares a page: where it is, what it reads, how it looks. */
export const page = <D = undefined>(definition: Page<D>) => definition as Page

/** The parts of each pattern: they are compared for every request. */
const partsOf = new Map<string, readonly string[]>()

/** Matches a path against a pattern like `/accounts/:accountId/bills`; undefined where it does not. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = partsOf.get(pattern) ?? pattern.split('/')
  partsOf.set(pattern, wanted)
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = value
    else if (part !== value) return undefined
  }
  return params
}

/** Fills in a pattern's ids; one that is missing is left empty. */
export const pathTo = (pattern: string, params: Record<string, string>): string =>
  pattern.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
