import { shell } from '#features/desk/index.ts'
import { type Assets, assetPath } from '../../assets.ts'
import { html } from '../../html.ts'
import { readersLocale, wordsIn } from '../../words.ts'

/** Where every tab of the desk is after a sign-out. */
export const signedOutPath = '/signed-out'

/**
 * The page after a sign-out, with the way to sign in again.
 * @param isDeskOnly the identity provider could not be told, and may still hold a session of its own
 */
export function signedOutPage(
  headers: Parameters<typeof readersLocale>[0],
  assets: Assets,
  isDeskOnly: boolean,
): string {
  const locale = readersLocale(headers)
  const words = wordsIn(locale)
  return shell({
    locale,
    title: `${words['desk-signed-out.title']} · ${words['desk.title']}`,
    css: assetPath(assets, 'desk.css'),
    icon: assetPath(assets, 'favicon.svg'),
    body: html`<main class="page" id="main">
<div class="page-head"><h1>${words['desk-signed-out.title']}</h1>
<p>${words['desk-signed-out.text']}</p>${isDeskOnly && html`<p>${words['desk-signed-out.desk-only']}</p>`}</div>
<div class="form-actions"><a class="button button-primary" href="/sign-in?again">${words['desk-sign-in.again']}</a></div>
</main>`,
  })
}
