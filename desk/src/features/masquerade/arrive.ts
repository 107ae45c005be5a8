import type { Client } from '@porchlight/contract/client.ts'
import { addView, type StartTerms } from './own-views.ts'

/**
 * Posts the code to its view origin in a new tab: by a real form, so that the code is in no URL. The browser allows it
 * as long as the click that led here is fresh (five seconds).
 */
function postCode(arrivalUrl: string, code: string): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = arrivalUrl
  form.target = '_blank'
  form.rel = 'noopener'
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'code'
  field.value = code
  form.append(field)
  document.body.append(form)
  form.submit()
  form.remove()
}

/** Starts a masquerade and opens its portal in a new tab. Starting a live one again creates a new code for it. */
export async function startAndArrive(client: Client, terms: StartTerms) {
  const { masqueradeId, arrivalUrl, code } = await client.startMasquerade({ body: terms })
  addView({ masqueradeId, accountId: terms.accountId }, terms)
  postCode(arrivalUrl, code)
}
