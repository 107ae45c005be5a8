import type { Client } from '@porchlight/contract/client.ts'
import { postForm } from '@porchlight/ui/post-form.ts'
import { addView, type StartTerms } from './own-views.ts'

/** Starts a masquerade and opens its portal in a new tab. Starting a live one again creates a new code for it. */
export async function startAndArrive(client: Client, terms: StartTerms) {
  const { masqueradeId, arrivalUrl, code } = await client.startMasquerade({ body: terms })
  addView({ masqueradeId, accountId: terms.accountId }, terms)
  postForm(arrivalUrl, { code }, '_blank')
}
