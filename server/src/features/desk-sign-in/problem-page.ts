import { messagePage, type PageFrame } from '../../message-page.ts'
import type { readersLocale, WordKey } from '../../words.ts'
import type { Purpose } from './pending-sign-in.ts'

/** Why a sign-in or a step-up failed. */
export type Problem = keyof typeof problems

/** The status, and what the page's one way on is called. An outage is 503, never a refusal. */
const problems = {
  'identity-provider-unreachable': { status: 503, wayOn: 'desk-sign-in.retry' },
  'sign-in-refused': { status: 401, wayOn: 'desk-sign-in.again' },
  'sign-in-expired': { status: 400, wayOn: 'desk-sign-in.again' },
  'sign-in-answer-invalid': { status: 401, wayOn: 'desk-sign-in.again' },
  'second-factor-required': { status: 401, wayOn: 'desk-sign-in.again' },
  'groups-unreachable': { status: 503, wayOn: 'desk-sign-in.retry' },
  'groups-not-valid': { status: 403, wayOn: 'desk-sign-in.again' },
  'staff-without-group': { status: 403, wayOn: 'desk-sign-in.again' },
  'last-security-officer': { status: 403, wayOn: 'desk-sign-in.again' },
  'staff-unknown': { status: 403, wayOn: 'desk-sign-in.again' },
  'step-up-refused': { status: 401, wayOn: 'desk-sign-in.retry' },
  'step-up-second-factor-required': { status: 401, wayOn: 'desk-sign-in.retry' },
  'step-up-another-person': { status: 403, wayOn: 'desk-sign-in.retry' },
  'step-up-not-found': { status: 404, wayOn: 'desk-sign-in.to-desk' },
} as const satisfies Record<string, { status: number; wayOn: WordKey }>

export const statusOf = (problem: Problem): number => problems[problem].status

/** Returns the address that starts the failed sign-in again; none for a masquerade that does not exist. */
function wayOn(problem: Problem, { next, masqueradeId }: Purpose): string {
  if (problem === 'step-up-not-found') return '/'
  if (masqueradeId !== undefined) return `/step-up?${new URLSearchParams({ masquerade: masqueradeId, next })}`
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}

/** Returns the page that gives the reason and a way to continue. */
export const problemPage = (
  problem: Problem,
  purpose: Purpose,
  headers: Parameters<typeof readersLocale>[0],
  frame: PageFrame,
): string =>
  messagePage(headers, frame, (words) => ({
    title: words[`desk-sign-in.${problem}.title`],
    texts: [words[`desk-sign-in.${problem}.text`]],
    wayOn: { href: wayOn(problem, purpose), text: words[problems[problem].wayOn] },
  }))
