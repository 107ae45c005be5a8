import type { HelpLines } from '@porchlight/contract/help.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import { type Html, html } from './html.ts'
import { htmlDocument } from './html-document.ts'
import { readersLocale, type WordKey, wordsIn } from './words.ts'

/** Where a page is shown: its files, the utility's name, and whom a reader asks for help. */
export type PageFrame = {
  /** Addresses of the built files. */
  css: string | readonly string[]
  icon: string
  utilityName: string
  /** How customers reach the utility; staff, for whom it is left out, ask their own people. */
  help?: (locale: Locale) => HelpLines
}

export type Words = Record<WordKey, string>

export type Message = {
  title: string
  texts: readonly string[]
  /** The one way on. It has the focus, so that Enter follows it. */
  wayOn: { href: string; text: string }
  /** The page says that something went wrong, and so does its title. */
  isError?: boolean
  head?: Html
}

const telephone = (number: string) =>
  html`<a class="telephone" href="tel:${number.replace(/[^\d+]/g, '')}">${number}</a>`

/** The lines of the portal's own foot: the emergency first. What the utility has not set is left out. */
function helpOf(words: Words, lines: HelpLines | undefined): Html {
  if (!lines) return html`<p>${words['frame.help-staff']}</p>`
  const { phone, hours, emergencyPhone, emergencyText } = lines
  return html`<div class="help-contact">${
    emergencyPhone !== '' &&
    html`<p class="help-emergency"><strong>${words['help.emergency']} ${telephone(emergencyPhone)}</strong>
<span>${emergencyText}</span></p>`
  }${phone !== '' && html`<p><strong>${words['help.questions']} ${telephone(phone)}</strong> <span>${hours}</span></p>`}</div>`
}

/**
 * Returns a page that the server writes by itself: a message, the one way on, and whom to ask for help, without a script.
 * All such pages of the desk, the views and the plain address are this one.
 */
export function messagePage(
  headers: Parameters<typeof readersLocale>[0],
  frame: PageFrame,
  messageIn: (words: Words) => Message,
): string {
  const locale = readersLocale(headers)
  const words = wordsIn(locale)
  const { title, texts, wayOn, isError, head } = messageIn(words)
  const name = isError ? words['refusal.error'].replace('{title}', title) : title
  const place = frame.help ? frame.utilityName : `${words['desk.title']} · ${frame.utilityName}`
  return htmlDocument({
    locale,
    title: `${name} · ${place}`,
    css: frame.css,
    icon: frame.icon,
    ...(head && { head }),
    body: html`${pageHeader(frame, place)}
<main class="page" id="main">
<div class="page-head"><h1>${title}</h1>${texts.map((text) => html`<p>${text}</p>`)}</div>
<div class="form-actions"><a class="button button-primary" href="${wayOn.href}" autofocus>${wayOn.text}</a></div>
</main>
<footer class="site-footer"><div class="site-footer-row">${helpOf(words, frame.help?.(locale))}</div></footer>`,
  })
}

/** The head of every page that the server writes by itself: the mark and where the reader is. */
export const pageHeader = ({ icon }: Pick<PageFrame, 'icon'>, place: string): Html =>
  html`<header class="site-header"><div class="site-header-row">
<span class="logo"><img src="${icon}" alt="" width="28" height="28">${place}</span>
</div></header>`
