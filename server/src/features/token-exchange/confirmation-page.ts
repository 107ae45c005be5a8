import type { Locale } from '@porchlight/contract/values.ts'
import { type Html, html } from '../../html.ts'
import { htmlDocument } from '../../html-document.ts'
import { type Message, messagePage, type PageFrame, pageHeader, type Words } from '../../message-page.ts'
import { readersLocale, wordsIn } from '../../words.ts'

type Headers = Parameters<typeof readersLocale>[0]

/** What the page asks the CSR to confirm. */
export type Confirmation = {
  csrName: string
  personName: string
  userName: string
  accountId: number
  purpose: string
  issuerName: string
  minutes: number
  /** The utility's text; null if the prompt is switched off. */
  promptText: string | null
  /** Its version; empty if the prompt is switched off. */
  promptVersion: string
  formToken: string
  /** The utility changed its text while the page was open. */
  isTextNew: boolean
}

const placeOf = (words: Words, { utilityName }: PageFrame) => `${words['desk.title']} · ${utilityName}`

function document(locale: Locale, frame: PageFrame, title: string, body: Html, head?: Html): string {
  const words = wordsIn(locale)
  return htmlDocument({
    locale,
    title: `${title} · ${placeOf(words, frame)}`,
    css: frame.css,
    icon: frame.icon,
    ...(head && { head }),
    body: html`${pageHeader(frame, placeOf(words, frame))}
<main class="page" id="main"><div class="page-head"><h1>${title}</h1></div>
${body}</main>
<footer class="site-footer"><div class="site-footer-row"><p>${words['frame.help-staff']}</p></div></footer>`,
  })
}

/** Returns the page to which another CIS redirects. Its script posts the code from the address. It shows no customer data. */
export function arrivalPage(headers: Headers, frame: PageFrame, script: string): string {
  const locale = readersLocale(headers)
  const words = wordsIn(locale)
  return document(
    locale,
    frame,
    words['arrival.opening'],
    html`<p role="status">${words['arrival.wait']}</p><noscript><p>${words['arrival.no-script']}</p></noscript>`,
    html`<script type="module" src="${script}"></script>`,
  )
}

/** Returns the page on which the CSR confirms: who views whom, on which account, what for, and the utility's text. */
export function confirmationPage(locale: Locale, frame: PageFrame, asked: Confirmation): string {
  const words = wordsIn(locale)
  const facts: [string, string][] = [
    [words['arrival.customer'], asked.personName],
    [words['arrival.user-name'], asked.userName],
    [words['arrival.account'], String(asked.accountId)],
    [words['arrival.purpose'], asked.purpose],
    [words['arrival.csr'], asked.csrName],
    [words['arrival.system'], asked.issuerName],
    [words['arrival.lasts'], words['arrival.minutes'].replace('{minutes}', String(asked.minutes))],
  ]
  return document(
    locale,
    frame,
    words['arrival.title'],
    html`${
      asked.isTextNew &&
      html`<div class="notice notice-warning" role="alert"><div class="notice-body"><p>${words['arrival.text-new']}</p></div></div>`
    }
<div class="contained"><dl class="descriptions descriptions-facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></div>
${asked.promptText !== null && html`<p class="prompt-text">${asked.promptText}</p>`}
<p>${words['arrival.two-minutes']}</p>
<form method="post" action="/arrive/confirm">
<input type="hidden" name="_token" value="${asked.formToken}">
<input type="hidden" name="promptVersion" value="${asked.promptVersion}">
<div class="form-actions">
<button class="button button-primary" type="submit">${words['arrival.confirm']}</button>
<button class="button button-secondary" type="submit" formaction="/arrive/cancel">${words['arrival.cancel']}</button>
</div></form>`,
  )
}

/** Why no masquerade was started. */
export type NotStarted = 'late' | 'session-ended' | 'canceled' | 'replayed' | 'not-possible' | 'caller'

/** Returns the page that says why no masquerade was started, with a link back to the CIS. */
export const notStartedPage = (
  headers: Headers,
  frame: PageFrame,
  why: NotStarted,
  { returnUrl, issuerName, goesBack }: { returnUrl: string; issuerName: string; goesBack: boolean },
): string =>
  messagePage(
    headers,
    frame,
    (words): Message => ({
      title: words['arrival.not-started'],
      texts: [words[`arrival.not-started.${why}`]],
      wayOn: { href: returnUrl, text: words['arrival.back'].replace('{system}', issuerName) },
      ...(goesBack && { head: html`<meta http-equiv="refresh" content="0; url=${returnUrl}">` }),
    }),
  )
