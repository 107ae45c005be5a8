import { accountNumber } from '@porchlight/contract/account-number.ts'
import type { Translate } from '#app/messages.ts'
import { tell } from '#app/news.ts'

/** Copies an account's ten digits to the clipboard, without hyphens, as other systems accept them. */
export async function copyAccount(accountId: number, t: Translate): Promise<void> {
  const number = accountNumber(accountId)
  try {
    await navigator.clipboard.writeText(String(accountId))
    tell(t('search.copied', { number }))
  } catch {
    // The browser may deny access to the clipboard. The CSR can still read the number on the screen.
    tell(t('search.not-copied', { number }), 'warning')
  }
}
