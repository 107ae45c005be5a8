import { type Html, html } from '../../html.ts'
import { notice, standInPage } from '../stand-in-page.ts'
import { currentCode } from './second-factor.ts'
import type { DemoStaff } from './staff.ts'
import type { Words } from './words.ts'

const page = (words: Words, title: string, body: Html): string =>
  standInPage({ language: words.language, brand: words.brand, notice: words.notice, title, body })

const spaced = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`

export interface SignInPage {
  readonly words: Words
  /** Where the forms post to: the interaction's own address. */
  readonly at: string
  readonly staff: readonly DemoStaff[]
  /** The subject signed in already, when the client asked for a fresh sign-in. */
  readonly signedIn: string | undefined
  readonly typedUserName?: string | undefined
  readonly problem?: string | undefined
}

const demoPerson = (words: Words, at: string, signedIn: string | undefined) => (person: DemoStaff) =>
  html`<li>
<h3>${person.displayName}${person.subject === signedIn && html` <span class="soft">(${words.signedInNow})</span>`}</h3>
<dl><dt>${words.userName}</dt><dd><code>${person.userName}</code></dd>
<dt>${words.password}</dt><dd><code>${person.password}</code></dd>
<dt>${words.may}</dt><dd>${person.roleDescription}</dd></dl>
<form method="post" action="${at}/sign-in"><input type="hidden" name="userName" value="${person.userName}">
<input type="hidden" name="password" value="${person.password}"><button class="quiet">${words.continueAs(person.displayName)}</button></form></li>`

export const signInPage = ({ words, at, staff, signedIn, typedUserName, problem }: SignInPage): string => {
  const again = signedIn !== undefined
  const ordered = [...staff].sort(
    (one, other) => Number(other.subject === signedIn) - Number(one.subject === signedIn),
  )
  const wrong = problem !== undefined && html` aria-invalid="true"`
  return page(
    words,
    again ? words.confirmTitle : words.signInTo,
    html`${again && html`<p>${words.confirmLead}</p>`}
${problem !== undefined && notice('problem', problem)}
<form method="post" action="${at}/sign-in">
<div class="field"><label for="user-name">${words.userName}</label>
<input id="user-name" name="userName" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${typedUserName ?? ''}"${wrong}></div>
<div class="field"><label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${wrong}></div>
<button class="full">${words.signIn}</button>
</form>
<form method="post" action="${at}/cancel"><p><button class="quiet full">${words.cancel}</button></p></form>
<h2>${words.demoStaff}</h2>
<p class="soft">${words.demoLead}</p>
<ul class="cards">${ordered.map(demoPerson(words, at, signedIn))}</ul>`,
  )
}

export interface CodePage {
  readonly words: Words
  readonly at: string
  readonly person: DemoStaff
  readonly problem?: string | undefined
}

export const codePage = ({ words, at, person, problem }: CodePage): string => {
  const { code, secondsLeft } = currentCode(person)
  return page(
    words,
    words.codeTitle,
    html`<p>${words.codeLead(person.displayName)}</p>
${problem !== undefined && notice('problem', problem)}
<form method="post" action="${at}/second-factor">
<div class="field"><label for="code">${words.code}</label>
<input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="9"${problem !== undefined && html` aria-invalid="true"`}></div>
<button class="full">${words.confirmCode}</button>
</form>
${notice('calm', words.demoCode(spaced(code), secondsLeft))}
<form method="post" action="${at}/second-factor"><input type="hidden" name="code" value="${code}">
<button class="quiet full">${words.useCode(spaced(code))}</button></form>
<form method="post" action="${at}/start-over"><p><button class="quiet full">${words.someoneElse}</button></p></form>`,
  )
}

export const codesPage = (words: Words, staff: readonly DemoStaff[]): string =>
  page(
    words,
    words.codesTitle,
    html`<p>${words.codesLead}</p>
<ul class="cards">${staff.map((person) => {
      const { code, secondsLeft } = currentCode(person)
      return html`<li><h2>${person.displayName}</h2>
<p><span class="figure">${spaced(code)}</span> <span class="soft">${words.newIn(secondsLeft)}</span></p></li>`
    })}</ul>
<p><a class="button quiet" href="/codes">${words.refresh}</a></p>`,
  )

/** A page that says one thing, and leads back to the desk. */
export const plainPage = (words: Words, title: string, body: Html | string, deskUrl: string): string =>
  page(
    words,
    title,
    html`<p>${body}</p><p><a class="button quiet" href="${deskUrl}">${words.backToDesk}</a></p>`,
  )

/** A page around a form the provider wrote, with the buttons given. */
export const formPage = (words: Words, title: string, lead: string, body: Html): string =>
  page(words, title, html`<p>${lead}</p>${body}`)
