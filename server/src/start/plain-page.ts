import { hostname } from 'node:os'
import type { Locale } from '@porchlight/contract/values.ts'
import type { Config } from '../config.ts'
import { type Html, html } from '../html.ts'
import { htmlDocument } from '../html-document.ts'
import { pageHeader } from '../message-page.ts'
import { wordsIn } from '../words.ts'
import { forSafari } from './safari.ts'

/** A demo sign-in, with what this person is good for. */
export type SignIn = { name: string; userName: string; password: string; about: string }

/** Whom to sign in as, and a support call in five steps. */
export type Tour = { customers: readonly SignIn[]; staff: readonly SignIn[]; steps: readonly Html[] }

const address = (name: string, href: string, about: string) =>
  html`<div><dt>${name}</dt><dd><a href="${href}">${href.replace(/^https?:\/\//, '')}</a><small>${about}</small></dd></div>`

const card = (title: string, body: Html) => html`<section class="card"><h2>${title}</h2>${body}</section>`

const signIns = (
  caption: string,
  people: readonly SignIn[],
) => html`<div class="table-frame table-cards"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">User name</th><th scope="col">What for</th></tr></thead>
<tbody>${people.map(
  (
    one,
  ) => html`<tr><th scope="row">${one.name}</th><td data-label="User name"><code>${one.userName}</code></td>
<td data-label="What for">${one.about}</td></tr>`,
)}</tbody></table></div>`

const demo = ({ standIns }: Config, { customers, staff, steps }: Tour) => {
  const passwords = [...new Set([...customers, ...staff].map((one) => one.password))]
  return html`${card('A support call in five steps', html`<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>`)}
${card(
  'Demo sign-ins',
  html`<p>The password of each is ${passwords.map((password) => html`<code>${password}</code>`)}. Staff who need a second
factor find their code at <a href="${standIns.identity}/codes">the identity provider’s codes</a>.</p>
${signIns('Staff, at the desk', staff)}
${signIns('Customers, at the portal', customers)}`,
)}`
}

const elsewhere = (config: Config) => {
  const safari = forSafari(config)
  const { port } = config
  return card(
    'Safari, and other machines',
    html`<p>Chrome, Edge and Firefox find these addresses by themselves.</p>
${
  safari &&
  html`<p>Safari does not, and keeps no Secure cookies of them. Add this line to <code>/etc/hosts</code>:</p>
<pre class="lines">${safari.hosts}</pre><p>and start with</p><pre class="lines">${safari.start}</pre>`
}
<p>On another machine run this, then open the same addresses there:</p>
<pre class="lines">ssh -L ${port}:localhost:${port} ${hostname()}</pre>`,
  )
}

/** A language's page for the plain address and for unknown host names. It has no script. The demo's tour is in English alone. */
function plainPage(
  locale: Locale,
  config: Config,
  files: { css: readonly string[]; icon: string },
  tour: Tour | undefined,
): string {
  const { origins, standIns } = config
  const words = wordsIn(locale)
  const view = origins.view.replace(/^https?:\/\/(\*\.)?/, '')
  const body = html`${pageHeader(files, 'Porchlight')}
<main class="page" id="main">
<div class="page-head"><h1>${words[tour ? 'start.welcome' : 'start.title']}</h1>
<p>${words['start.intro']}${tour && ` ${words['start.intro-demo']}`}</p></div>
${card(
  words['start.addresses'],
  html`<div class="contained"><dl class="descriptions descriptions-facts addresses">
${address(words['start.portal'], origins.portal, words['start.portal.for'])}
${address(words['desk.title'], origins.desk, words['start.desk.for'])}
${
  tour && [
    address(words['start.bank'], standIns.bank, words['start.bank.for']),
    address(words['start.mail'], standIns.mail, words['start.mail.for']),
    address(words['start.text'], standIns.text, words['start.text.for']),
    address(words['start.cis'], standIns.cis, words['start.cis.for']),
    address(words['start.siem'], standIns.siem, words['start.siem.for']),
    address(words['start.witness'], standIns.witness, words['start.witness.for']),
    address(words['start.codes'], `${standIns.identity}/codes`, words['start.codes.for']),
  ]
}
</dl></div>
${tour && html`<p><small>${words['start.views'].replace('{address}', view)}</small></p>`}`,
)}
${tour && html`<div lang="en" class="tour">${demo(config, tour)}${elsewhere(config)}</div>`}
</main>`
  return htmlDocument({ locale, title: 'Porchlight', ...files, body })
}

/** Returns the page for the plain address in each language. It depends on no request, so each is made once. */
export function plainPages(...about: [Config, { css: readonly string[]; icon: string }, Tour | undefined]) {
  const pages = { en: plainPage('en', ...about), es: plainPage('es', ...about) }
  return (locale: Locale): string => pages[locale]
}
