import { hostname } from 'node:os'
import type { Config } from '../config.ts'
import { type Html, html } from '../html.ts'
import { forSafari } from './safari.ts'

/** A demo sign-in, with what this person is good for. */
export type SignIn = { name: string; userName: string; password: string; about: string }

/** Whom to sign in as, and a support call in five steps. */
export type Tour = { customers: readonly SignIn[]; staff: readonly SignIn[]; steps: readonly Html[] }

const intro = (tour: Tour | undefined) =>
  tour
    ? html`<p>A customer portal for a utility, with a support desk beside it. Everybody here is made up.</p>`
    : html`<p>A customer portal, with a support desk beside it.</p>`

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

/** The page for the plain address and for unknown host names. It has no script and no inline style. */
export function plainPage(
  config: Config,
  files: { css: readonly string[]; icon: string },
  tour: Tour | undefined,
): string {
  const { origins, standIns } = config
  const view = origins.view.replace(/^https?:\/\/(\*\.)?/, '')
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Porchlight</title>
${files.css.map(
  (css) => html`<link rel="stylesheet" href="${css}">
`,
)}<link rel="icon" href="${files.icon}" type="image/svg+xml">
</head>
<body>
<header class="site-header"><div class="site-header-row">
<span class="logo"><img src="${files.icon}" alt="" width="28" height="28">Porchlight</span>
</div></header>
<main class="page">
<div class="page-head"><h1>${tour ? 'Welcome to Porchlight' : 'Porchlight'}</h1>${intro(tour)}</div>
${card(
  'Addresses',
  html`<div class="contained"><dl class="descriptions descriptions-facts addresses">
${address('Portal', origins.portal, 'For customers')}
${address('Desk', origins.desk, 'For staff')}
${
  tour && [
    address('Sent mail', standIns.mail, 'Mail that the product sent; none leaves this machine'),
    address('CIS', standIns.cis, 'What the customer information system was told; let it refuse, or be down'),
    address('Codes', `${standIns.identity}/codes`, 'Second-factor codes of the demo staff'),
  ]
}
</dl></div>
${tour && html`<p><small>Masquerades open under ${view}.</small></p>`}`,
)}
${tour && demo(config, tour)}
${tour && elsewhere(config)}
</main>
</body>
</html>
`.text
}
