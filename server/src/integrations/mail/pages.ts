import { type Html, html } from '../../html.ts'
import { standInPage } from '../stand-in-page.ts'
import type { StoredMail } from './mailbox.ts'

const page = (title: string, body: Html): string =>
  standInPage({
    language: 'en',
    brand: 'Mail (demo)',
    notice: 'Every mail this demonstration sent. None of it left this machine.',
    title,
    wide: true,
    body,
  })

const timeOf = ({ receivedAt }: StoredMail) =>
  html`<time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace('T', ' ')} UTC</time>`

export const listPage = (mails: readonly StoredMail[]): string =>
  page(
    'Sent mail',
    html`<p><a class="button quiet" href="/">Refresh</a></p>
${mails.length === 0 && html`<p>Nothing has been sent yet.</p>`}
<ul class="cards">${mails.map(
      (mail) => html`<li><h2><a href="/messages/${mail.id}">${mail.subject || '(no subject)'}</a></h2>
<p class="soft">To ${mail.to} · ${timeOf(mail)}</p></li>`,
    )}</ul>`,
  )

/** Plain text with its addresses made into links. */
const linked = (text: string): readonly (Html | string)[] =>
  text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/)
    .map((piece, index) => (index % 2 === 1 ? html`<a href="${piece}" rel="noreferrer">${piece}</a>` : piece))

export const mailPage = (mail: StoredMail): string =>
  page(
    mail.subject || '(no subject)',
    html`<dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to}</dd><dt>Sent</dt><dd>${timeOf(mail)}</dd></dl>
<h2>Text</h2>
<p class="mail-text">${linked(mail.text)}</p>
${
  mail.html !== undefined &&
  html`<h2>As a mail program shows it</h2>
<iframe class="mail-frame" title="The mail as HTML" src="/messages/${mail.id}/body.html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
}
<p><a class="button quiet" href="/">All sent mail</a></p>`,
  )

export const missingPage = (): string =>
  page(
    'No such mail',
    html`<p>Only the last 500 mails are kept, and only until the demonstration stops.</p>
<p><a class="button quiet" href="/">All sent mail</a></p>`,
  )
