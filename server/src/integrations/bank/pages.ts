import { type Html, html } from '../../html.ts'
import { notice, standInPage } from '../stand-in-page.ts'
import { bankReasons } from './bank.ts'
import { type LedgerEntry, specialEndings } from './ledger.ts'

const mostShown = 200

const amountOf = ({ order: { amountCents, currency } }: LedgerEntry): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amountCents / 100)

const stateOf = ({ answer, returned }: LedgerEntry): string => {
  if (returned) return `taken back: ${returned.reason}`
  return answer.state === 'accepted' ? 'made' : `refused: ${answer.reason}`
}

/** The buttons that take a debit back, as a customer's bank does days later. */
const returning = (entry: LedgerEntry): Html | false =>
  entry.answer.state === 'accepted' &&
  !entry.returned &&
  entry.order.direction === 'debit' &&
  html`<form method="post" action="/return"><p><input type="hidden" name="key" value="${entry.order.key}">
${bankReasons.map(
  (reason) => html`<button class="quiet" name="reason" value="${reason}">Take back: ${reason}</button>
`,
)}</p></form>`

const card = (entry: LedgerEntry): Html => {
  const { order, at } = entry
  const what = order.direction === 'debit' ? 'taken from' : 'paid into'
  return html`<li><h2>${amountOf(entry)} ${what} ${order.kind} account ending in ${order.accountNumber.slice(-4)}</h2>
<p>${order.description}</p>
<p class="soft">Routing number ${order.routingNumber} · ${stateOf(entry)} · <time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time></p>
${returning(entry)}</li>`
}

/** The page of the stand-in bank: every transfer, the newest first. */
export const bankPage = (entries: readonly LedgerEntry[], isDown: boolean): string =>
  standInPage({
    language: 'en',
    brand: 'Demo Bank',
    notice: 'The bank of this demonstration. No money moves.',
    title: 'Transfers',
    wide: true,
    body: html`${notice(
      isDown ? 'problem' : 'calm',
      isDown
        ? 'The bank is down. Transfers wait until it is up again.'
        : `The bank made ${entries.length} transfers.`,
    )}
<form method="post" action="/mood"><p>
<button class="quiet" name="mood" value="${isDown ? 'up' : 'down'}">${isDown ? 'Be up' : 'Be down'}</button>
<a class="button quiet" href="/">Refresh</a></p></form>
<p>Account numbers with these endings behave differently: ${Object.entries(specialEndings)
      .map(([ending, { reason, isLater }]) => `${ending}: ${reason}${isLater ? ', after the payment' : ''}`)
      .join(' · ')}.</p>
<ul class="cards">${[...entries].reverse().slice(0, mostShown).map(card)}</ul>`,
  })
