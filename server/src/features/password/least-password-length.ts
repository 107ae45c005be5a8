import { settings } from '@porchlight/contract/settings.ts'
import type { Pool } from '#database/sql.ts'
import { leastLength } from './queries.ts'

/** Returns how many characters a new password must have at least. */
export async function leastPasswordLength(pool: Pool): Promise<number> {
  const { value, default: shipped } = settings['sign-in.password-length']
  const { least } = await leastLength.one(pool, {})
  return value.safeParse(least).data ?? shipped
}
