import { html } from '../../html.ts'
import { notice, standInPage } from '../stand-in-page.ts'
import { grouped, readCard, type TypedCard, testCards } from './card.ts'
import type { Session } from './sessions.ts'
import { type Words, wordsIn } from './words.ts'

const amountOf = ({ request }: Session) =>
  new Intl.NumberFormat(request.locale === 'es' ? 'es-US' : 'en-US', {
    style: 'currency',
    currency: request.currency,
  }).format(request.amountCents / 100)

interface Field {
  readonly name: keyof TypedCard
  readonly autocomplete: string
  readonly numeric: boolean
  readonly longest: number
  readonly hint?: string
}

const fieldsIn = (words: Words): Record<'holder' | 'number' | 'expiry' | 'securityCode', Field> => ({
  holder: { name: 'holder', autocomplete: 'cc-name', numeric: false, longest: 80 },
  number: { name: 'number', autocomplete: 'cc-number', numeric: true, longest: 25 },
  expiry: { name: 'expiry', autocomplete: 'cc-exp', numeric: false, longest: 9, hint: words.expiryHint },
  securityCode: {
    name: 'securityCode',
    autocomplete: 'cc-csc',
    numeric: true,
    longest: 4,
    hint: words.securityHint,
  },
})

export interface CardPage {
  readonly session: Session
  readonly typed?: TypedCard
  readonly decline?: 'declined' | 'insufficient-funds'
}

/** The form of a session. A number that may be a real card's, and the security code, are never written back. */
export const cardPage = ({ session, typed, decline }: CardPage): string => {
  const { request } = session
  const words = wordsIn[request.locale]
  const at = `/pay/${session.id}`
  const amount = amountOf(session)
  const problems = typed === undefined || decline !== undefined ? {} : readCard(typed).problems
  const kept = (name: keyof TypedCard) => {
    if (name === 'securityCode' || (name === 'number' && problems.number === 'number-not-a-test-card'))
      return ''
    return typed?.[name] ?? ''
  }
  const field = ({ name, autocomplete, numeric, longest, hint }: Field) => {
    const problem = problems[name]
    const described = [hint && `${name}-hint`, problem && `${name}-wrong`].filter(Boolean).join(' ')
    return html`<div class="field"><label for="${name}">${words[name]}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${problem !== undefined && html`<p class="wrong" id="${name}-wrong">${words.problems[problem]}</p>`}
<input id="${name}" name="${name}" autocomplete="${autocomplete}" required maxlength="${longest}" value="${kept(name)}"${numeric && html` inputmode="numeric"`}${problem !== undefined && html` aria-invalid="true"`}${described !== '' && html` aria-describedby="${described}"`}></div>`
  }
  const fields = fieldsIn(words)
  const nextYear = String((new Date().getFullYear() + 2) % 100).padStart(2, '0')
  const body = html`<p class="soft">${words.for}: ${request.description}</p>
<p class="amount">${amount}</p>
${decline !== undefined && notice('problem', words.declines[decline])}
${Object.keys(problems).length > 0 && notice('problem', words.check)}
<form method="post" action="${at}">
${field(fields.holder)}
${field(fields.number)}
<div class="row">${field(fields.expiry)}${field(fields.securityCode)}</div>
<button class="full">${words.pay(amount)}</button>
</form>
<form method="post" action="${at}/cancel"><p><button class="quiet full">${words.cancel}</button></p></form>
<h2>${words.testCards}</h2>
<p class="soft">${words.testLead}</p>
<ul class="cards">${testCards.map(
    (card) => html`<li><code>${grouped(card.number)}</code> ${card.brand}: ${words.outcomes[card.outcome]}
<form method="post" action="${at}"><input type="hidden" name="holder" value="Test Payer"><input type="hidden" name="number" value="${card.number}"><input type="hidden" name="expiry" value="12/${nextYear}"><input type="hidden" name="securityCode" value="123">
<button class="quiet">${words.payWith(amount, card.number.slice(-4))}</button></form></li>`,
  )}</ul>`
  return standInPage({
    language: request.locale,
    brand: words.brand,
    notice: words.notice,
    title: words.title,
    body,
  })
}

/** Says why a session takes no payment, and leads back. */
export const closedPage = (session: Session | undefined): string => {
  const language = session?.request.locale ?? 'en'
  const words = wordsIn[language]
  const why = session === undefined ? 'unknown' : session.state === 'open' ? 'expired' : session.state
  const back = session?.state === 'paid' ? session.request.returnUrl : session?.request.cancelUrl
  const body = html`<p>${words[why]}</p>
${back !== undefined && html`<p><a class="button" href="${back}">${words.back}</a></p>`}`
  return standInPage({ language, brand: words.brand, notice: words.notice, title: words.goneTitle, body })
}
