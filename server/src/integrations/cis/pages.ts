import { type Html, html } from '../../html.ts'
import { notice, standInPage } from '../stand-in-page.ts'
import type { Arrival, ArrivalBook, Mood } from './arrivals.ts'

const page = (title: string, body: Html): string =>
  standInPage({
    language: 'en',
    brand: 'Customer information system (demo)',
    notice: 'Every task that this demonstration told its CIS. Nothing left this machine.',
    title,
    wide: true,
    body,
  })

const moods: readonly { mood: Mood; button: string; now: (accountId: string) => string }[] = [
  { mood: 'accept', button: 'Accept', now: () => 'It accepts what it is told.' },
  {
    mood: 'refuse-next',
    button: 'Refuse the next one',
    now: (accountId) =>
      `It will refuse the next task${accountId && ` of account ${accountId}`}, then accept again.`,
  },
  { mood: 'down', button: 'Be down', now: () => 'It is down: it closes every connection.' },
]

const timeOf = ({ arrivedAt }: Arrival) =>
  html`<time datetime="${arrivedAt}">${arrivedAt.slice(0, 19).replace('T', ' ')} UTC</time>`

const toldTwice = ({ times }: Arrival) => (times > 1 ? ` · told ${times} times, taken once` : '')

const card = (arrival: Arrival): Html => {
  const { key, taskType, accountId, outcome, reference, body } = arrival
  return html`<li><h2>${taskType} · task ${key}</h2>
<p class="soft">${outcome === 'accepted' ? `Accepted as ${reference}` : 'Refused'} · account ${accountId} · ${timeOf(arrival)}${toldTwice(arrival)}</p>
<details><summary>What it was told</summary><pre class="mail-text"><code>${JSON.stringify(JSON.parse(body), null, 2)}</code></pre></details></li>`
}

/** What arrived, and what the stand-in is to do with the next. */
export const arrivalsPage = (book: ArrivalBook): string => {
  const arrivals = book.all()
  const now = moods.find(({ mood }) => mood === book.mood)?.now(book.refusedAccount) ?? ''
  return page(
    'Tasks that arrived',
    html`${notice('calm', now)}
<form method="post" action="/mood">
<div class="field"><label for="accountId">Account</label>
<p class="hint" id="accountId-hint">Whose next task it refuses; empty for anybody’s.</p>
<input id="accountId" name="accountId" inputmode="numeric" maxlength="14" value="${book.refusedAccount}" aria-describedby="accountId-hint"></div>
<p>${moods.map(
      ({ mood, button }) =>
        html`<button class="quiet" name="mood" value="${mood}"${mood === book.mood && html` aria-pressed="true"`}>${button}</button> `,
    )}<a class="button quiet" href="/">Refresh</a> <a class="button quiet" href="/customers">Customers</a></p></form>
${arrivals.length === 0 && html`<p>Nothing has arrived yet: change something in the portal.</p>`}
<ul class="cards">${arrivals.map(card)}</ul>`,
  )
}

/** A customer as this CIS knows one. */
export interface CisCustomer {
  readonly name: string
  readonly userName: string
  readonly accountId: number
}

/** The customers of this CIS, each with the button that opens the portal as that customer. */
export const customersPage = (agentName: string, customers: readonly CisCustomer[], said?: string): string =>
  page(
    'Customers',
    html`${said !== undefined && notice('problem', said)}
<p>You are ${agentName}. Choose a customer, and confirm on the next page: the portal opens as that customer sees it.</p>
<ul class="cards">${customers.map(
      ({ name, userName, accountId }) => html`<li><h2>${name}</h2>
<p class="soft">${userName} · account ${accountId}</p>
<form method="post" action="/customers/view"><p><button name="accountId" value="${accountId}" aria-label="View the portal as ${name}">View the portal as this customer</button></p></form></li>`,
    )}</ul>
<form method="post" action="/customers/sign-out"><p><button class="quiet">Sign out here</button> <a class="button quiet" href="/">Tasks that arrived</a></p></form>`,
  )

export const missingPage = (): string =>
  page('No such page', html`<p><a class="button quiet" href="/">Tasks that arrived</a></p>`)
