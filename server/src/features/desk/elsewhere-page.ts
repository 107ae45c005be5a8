import { html } from '../../html.ts'
import { readersLocale, wordsIn } from '../../words.ts'
import { shell } from './shell.ts'

type Files = { css: string; icon: string }

/**
 * Returns the page shown in place of one that another site opened. The server has read nothing for it; its link repeats the
 * request from our own origin.
 * @param address where the link leads; an address of this origin
 */
export function elsewherePage(
  address: string,
  headers: Parameters<typeof readersLocale>[0],
  files: Files,
): string {
  const locale = readersLocale(headers)
  const words = wordsIn(locale)
  return shell({
    locale,
    title: words['elsewhere.title'],
    ...files,
    body: html`<main class="page" id="main">
<div class="page-head"><h1>${words['elsewhere.title']}</h1><p>${words['elsewhere.text']}</p></div>
<div class="form-actions"><a class="button button-primary" href="${address}">${words['elsewhere.continue']}</a></div>
</main>`,
  })
}

/**
 * The page after the identity provider: the browser goes on by itself, and from then on the request is our own page's. A
 * redirect would count as sent by the provider's site, and the page behind it would open nothing.
 */
export function goOnPage(
  address: string,
  headers: Parameters<typeof readersLocale>[0],
  files: Files,
): string {
  const locale = readersLocale(headers)
  const words = wordsIn(locale)
  return shell({
    locale,
    title: words['desk.title'],
    ...files,
    head: html`<meta http-equiv="refresh" content="0; url=${address}">`,
    body: html`<main class="page" id="main">
<div class="form-actions"><a class="button button-primary" href="${address}">${words['elsewhere.continue']}</a></div>
</main>`,
  })
}
