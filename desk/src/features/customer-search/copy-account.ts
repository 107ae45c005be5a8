import { accountNumber } from '@porchlight/contract/account-number.ts'
import type { Translate } from '#app/messages.ts'
import { tell } from '#app/news.ts'

/** Puts an account's ten digits on the clipboard, as other systems take them. */
export async function copyAccount(accountId: number, t: Translate): Promise<void> {
  const number = accountNumber(accountId)
  try {
    await navigator.clipboard.writeText(String(accountId))
    tell(t('search.copied', { number }))
  } catch {
    // The browser may keep the clipboard to itself: the number is on the screen all the same.
    tell(t('search.not-copied', { number }), 'warning')
  }
}
