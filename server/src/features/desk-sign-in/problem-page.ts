import { shell } from '#features/desk/index.ts'
import type { SignInFailureReason } from '#integrations/identity-provider/sign-in-failure.ts'
import { type Assets, assetPath } from '../../assets.ts'
import { html } from '../../html.ts'
import { readersLocale, wordsIn } from '../../words.ts'

/** Why nobody was signed in. */
export type Problem = SignInFailureReason | 'staff-unknown' | 'second-factor-required'

/** An outage is 503, never a refusal. */
export const problemStatus: Record<Problem, number> = {
  'identity-provider-unreachable': 503,
  'sign-in-refused': 401,
  'sign-in-expired': 400,
  'sign-in-answer-invalid': 401,
  'second-factor-required': 401,
  'staff-unknown': 403,
}

/** The page that says why, and leads back to where signing in begins. */
export function problemPage(
  problem: Problem,
  next: string,
  headers: Parameters<typeof readersLocale>[0],
  { assets, utilityName }: { assets: Assets; utilityName: string },
): string {
  const locale = readersLocale(headers)
  const words = wordsIn(locale)
  const isOutage = problem === 'identity-provider-unreachable'
  const href = next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
  const title = words[`desk-sign-in.${problem}.title`]
  return shell({
    locale,
    title: `${title} · ${words['desk.title']}`,
    css: assetPath(assets, 'desk.css'),
    icon: assetPath(assets, 'favicon.svg'),
    body: html`<header class="site-header"><div class="site-header-row"><a class="brand" href="/">${utilityName}</a></div></header>
<main class="page" id="main">
<div class="page-head"><h1>${title}</h1><p>${words[`desk-sign-in.${problem}.text`]}</p></div>
<div class="form-actions"><a class="button button-primary" href="${href}">${
      words[isOutage ? 'desk-sign-in.retry' : 'desk-sign-in.again']
    }</a></div>
</main>`,
  })
}
