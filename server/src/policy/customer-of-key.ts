import { localeOf } from '@porchlight/contract/values.ts'
import type { Customer } from './actor.ts'

type Holder = {
  webUserId: number
  userName: string
  email: string
  personId: number
  displayName: string | null
  locale: string
}

/** Returns the holder of a mailed key as the customer of one request, without a sign-in. */
export const customerOfKey = (
  { webUserId, userName, email, personId, displayName, locale }: Holder,
  ip: string,
): Customer => ({
  kind: 'customer',
  ...{ webUserId, userName, email, personId },
  displayName: displayName ?? '',
  locale: localeOf(locale),
  sessionId: null,
  lacksSecondFactor: false,
  ip,
})
