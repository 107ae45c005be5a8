import { defaultChoices } from '@porchlight/contract/preferences.ts'
import type { Account } from '../accounts/account.ts'
import type { WebUser } from '../people/web-user.ts'

/** Returns the current data of an account and its web user: a completed task must have led to them. */
export function standsNow(account: Account | undefined, webUser: WebUser | undefined) {
  const link = webUser?.links.find((one) => one.account === account)
  return {
    isAutopay: account?.options.isAutopay ?? false,
    isPaperless: account?.options.isPaperless ?? false,
    nickname: link?.nickname ?? '',
    role: link?.role ?? 'viewer',
    locale: webUser?.locale ?? 'en',
    userName: webUser?.userName ?? '',
    email: webUser?.person.email ?? '',
    mobile: webUser?.person.mobile,
    choices: webUser?.choices ?? defaultChoices,
  }
}
export type StandsNow = ReturnType<typeof standsNow>
