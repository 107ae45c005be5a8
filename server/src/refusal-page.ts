import { shell } from '#features/desk/index.ts'
import { type Assets, assetPath } from './assets.ts'
import { html } from './html.ts'
import { readersLocale, type WordKey, wordsIn } from './words.ts'

type Asked = {
  headers: Parameters<typeof readersLocale>[0]
  /** The portal writes its own. */
  site: 'desk' | 'plain'
  /** Where a way on leads: the front page of the site. */
  home: string
}

const kindOf = ({ status, reason }: { status: number; reason: string }) => {
  if (status === 404) return 'not-found'
  if (status === 503) return 'outage'
  if (status >= 500) return 'unexpected'
  return reason === 'form-token-missing' || reason === 'origin-not-allowed' ? 'not-taken' : 'refused'
}

/** Returns the page that tells a person at the desk, or at the plain address, why a request was refused, and leads on. */
export function refusalPage(
  asked: Asked,
  refusal: { status: number; reason: string },
  assets: Assets,
): string {
  const locale = readersLocale(asked.headers)
  const words = wordsIn(locale)
  const kind = kindOf(refusal)
  const title = words[`refusal.${kind}.title` satisfies WordKey]
  const error = words['refusal.error'].replace('{title}', title)
  return shell({
    locale,
    title: asked.site === 'desk' ? `${error} · ${words['desk.title']}` : error,
    css: assetPath(assets, asked.site === 'desk' ? 'desk.css' : 'portal.css'),
    icon: assetPath(assets, 'favicon.svg'),
    body: html`<main class="page" id="main">
<div class="page-head"><h1>${title}</h1><p>${words[`refusal.${kind}.text` satisfies WordKey]}</p></div>
<div class="form-actions"><a class="button button-primary" href="${asked.home}">${
      words[
        kind === 'outage'
          ? 'refusal.outage.try-again'
          : asked.site === 'desk'
            ? 'desk-sign-in.to-desk'
            : 'refusal.to-start'
      ]
    }</a></div>
</main>`,
  })
}
