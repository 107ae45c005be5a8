import { html } from '../../html.ts'
import { messagePage, type PageFrame } from '../../message-page.ts'
import type { readersLocale } from '../../words.ts'

/**
 * Returns the page shown in place of one that another site opened. The server has read nothing for it; its link repeats the
 * request from our own origin.
 * @param address where the link leads; an address of this origin
 */
export const elsewherePage = (
  address: string,
  headers: Parameters<typeof readersLocale>[0],
  frame: PageFrame,
): string =>
  messagePage(headers, frame, (words) => ({
    title: words['elsewhere.title'],
    texts: [words['elsewhere.text']],
    wayOn: { href: address, text: words['elsewhere.continue'] },
  }))

/**
 * Returns the page after the identity provider: the browser goes on by itself, and from then on the request is our own page's. A
 * redirect would count as sent by the provider's site, and the page behind it would open nothing.
 */
export const goOnPage = (
  address: string,
  headers: Parameters<typeof readersLocale>[0],
  frame: PageFrame,
): string =>
  messagePage(headers, frame, (words) => ({
    title: words['go-on.title'],
    texts: [],
    wayOn: { href: address, text: words['elsewhere.continue'] },
    head: html`<meta http-equiv="refresh" content="0; url=${address}">`,
  }))
