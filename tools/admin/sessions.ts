import type { Sql } from '@porchlight/server/database/sql.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { AdminUsage } from './admin-usage.ts'
import { refuseUnknownCsr } from './groups.ts'
import { recordAdmin } from './record-admin.ts'

const count = (many: number, what: string) => `${many} ${what}${many === 1 ? '' : 's'}`

/** Ends live sessions of customers; of one web user, or of all. Known devices stay: they only spare their owner a delay. */
async function endOfCustomers(sql: Sql, webUserId: number | null): Promise<number> {
  const ended = await sql`UPDATE customer_sessions SET ended_at = current_instant()
    WHERE ended_at IS NULL AND (${webUserId}::bigint IS NULL OR web_user_id = ${webUserId}) RETURNING 1`
  return ended.length
}

/** Ends live desk sessions; of one CSR, or of all. Masquerades from such a session end with their next request. */
async function endOfStaff(sql: Sql, csrId: string | null): Promise<number> {
  const ended = await sql`UPDATE desk_sessions SET ended_at = current_instant()
    WHERE ended_at IS NULL AND (${csrId}::text IS NULL OR csr_id = ${csrId}) RETURNING 1`
  return ended.length
}

async function webUserNamed(sql: Sql, userName: string): Promise<number> {
  const [row] = await sql`SELECT web_user_id FROM web_users WHERE lower(user_name) = lower(${userName})`
  if (!row) throw new StartRefused(`No web user is called ${userName}.`)
  return Number(row.webUserId)
}

/**
 * Ends sessions: of all customers, of all staff, of one customer, or of one CSR. Everybody stays active and signs in again: for a lost
 * device, and for a token that may have leaked.
 */
export async function endSessions(sql: Sql, args: string[]): Promise<string> {
  const [whose = '', name = '', ...more] = args
  const isOne = name !== '' && !name.startsWith('-') && more.length === 0
  const isAll = name === '--all' && more.length === 0
  if (whose === 'customer' && (isOne || isAll)) {
    const webUserId = isOne ? await webUserNamed(sql, name) : null
    const sessions = await endOfCustomers(sql, webUserId)
    // The record names web users by number, never by what they are called.
    await recordAdmin(sql, 'changed', 'session:end', { whose, who: webUserId ?? 'all', sessions })
    return `${count(sessions, 'session')} of ${isOne ? name : 'customers'} ended.`
  }
  if (whose === 'staff' && (isOne || isAll)) {
    if (isOne) await refuseUnknownCsr(sql, name)
    const sessions = await endOfStaff(sql, isOne ? name : null)
    await recordAdmin(sql, 'changed', 'desk-session:end', { whose, who: isOne ? name : 'all', sessions })
    return `${count(sessions, 'session')} of ${isOne ? name : 'staff'} ended.`
  }
  throw new AdminUsage()
}
