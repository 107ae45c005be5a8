import { settings } from '@porchlight/contract/settings.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { helpPhone } from './queries.ts'

/** Who writes, and about which account (null: about none); the portal's origin is for links. */
export type Letterhead = {
  utilityName: string
  portalOrigin: string
  accountId: number | null
  /** Follows the words "call us" in a message. Empty if the utility has set no number. */
  phone: string
}

/** Returns the letterhead of a message in the recipient's language. It reads the telephone number of the moment. */
export async function letterheadOf(
  sql: Sql,
  { utilityName, origins }: { utilityName: string; origins: { portal: string } },
  locale: Locale,
  accountId: number | null,
): Promise<Letterhead> {
  const { value } = await helpPhone.one(sql, { locale })
  const phone = typeof value === 'string' ? value : settings['help.phone'].default[locale]
  return { utilityName, portalOrigin: origins.portal, accountId, phone }
}
