import type { Sql } from '@porchlight/server/database/sql.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { AdminUsage } from './admin-usage.ts'
import { changeCsr } from './change-csr.ts'
import { refuseUnknownCsr, refuseUnknownGroup } from './groups.ts'
import { recordAdmin } from './record-admin.ts'

const exactly = (args: string[], many: number): string[] => {
  if (args.length !== many || args.some((arg) => arg === '' || arg.startsWith('-'))) throw new AdminUsage()
  return args
}

/** Lists all staff: id, name, groups, whether they are active, sessions now, last sign-in. */
export async function list(sql: Sql, args: string[]): Promise<string> {
  exactly(args, 0)
  const rows = await sql`
    SELECT u.csr_id, u.display_name, u.is_active, u.issuer, u.subject,
      coalesce((SELECT string_agg(DISTINCT m.csr_group, ', ' ORDER BY m.csr_group) FROM group_memberships m
        WHERE m.csr_id = u.csr_id AND m.effective_from <= current_instant() AND m.effective_to > current_instant()), '') AS groups,
      (SELECT count(*) FROM desk_sessions s WHERE s.csr_id = u.csr_id AND s.ended_at IS NULL
        AND s.expires_at > current_instant() AND s.last_used_at > current_instant() - interval '1 hour')::int AS sessions,
      (SELECT max(s.created_at) FROM desk_sessions s WHERE s.csr_id = u.csr_id) AS last_sign_in
    FROM csr_users u ORDER BY u.csr_id`
  await recordAdmin(sql, 'read', 'csr:list', { count: rows.length })
  const cells = rows.map((row) => [
    String(row.csrId),
    String(row.displayName),
    row.isActive ? 'active' : 'switched off',
    String(row.groups) || 'no group',
    row.lastSignIn instanceof Date ? row.lastSignIn.toISOString().slice(0, 16).replace('T', ' ') : 'never',
    String(row.sessions),
    `${row.issuer} ${row.subject}`,
  ])
  const head = ['CSR', 'NAME', 'STATE', 'GROUPS', 'LAST SIGN-IN (UTC)', 'SESSIONS', 'ISSUER AND SUBJECT']
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]?.length ?? 0)))
  const line = (row: string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  return [head, ...cells].map(line).join('\n')
}

/** Returns whether a CSR is active. Locks everything about staff until the end of the transaction. */
async function isActiveCsr(sql: Sql, csrId: string): Promise<boolean> {
  await sql`SELECT lock_staff()`
  const [csr] = await sql`SELECT is_active FROM csr_users WHERE csr_id = ${csrId}`
  return csr?.isActive === true
}

/** Removes a CSR from a group, whatever gave it. Its permissions end with the next request. */
export async function revoke(sql: Sql, args: string[]): Promise<string> {
  const [group = '', csrId = ''] = exactly(args, 2)
  await refuseUnknownGroup(sql, group)
  await refuseUnknownCsr(sql, csrId)
  await sql`SELECT lock_staff()`
  const held = await sql`SELECT 1 FROM group_memberships
    WHERE csr_group = ${group} AND csr_id = ${csrId} AND effective_to > current_instant()`
  if (held.length === 0) throw new StartRefused(`${csrId} is not in the group ${group}.`)
  await changeCsr(sql, csrId, 'group-revoked', { revokes: group })
  await recordAdmin(sql, 'changed', 'csr-group:revoke', { group, csrId })
  return `${csrId} is no longer in the group ${group}.`
}

/** Deactivates a CSR and ends all desk sessions and masquerades of that CSR. The record and the list keep the CSR. */
export async function deactivate(sql: Sql, args: string[]): Promise<string> {
  const [csrId = ''] = exactly(args, 1)
  await refuseUnknownCsr(sql, csrId)
  if (!(await isActiveCsr(sql, csrId))) throw new StartRefused(`${csrId} is switched off already.`)
  const ended = await changeCsr(sql, csrId, 'deactivated', { isActive: false })
  const sessions = ended.endedSessions
  await recordAdmin(sql, 'changed', 'csr:deactivate', { csrId, sessions })
  return `${csrId} is switched off; ${sessions} sessions and ${ended.endedMasquerades.length} masquerades have ended.`
}

/** Activates a CSR again. The CSR must sign in: ended sessions stay ended. */
export async function activate(sql: Sql, args: string[]): Promise<string> {
  const [csrId = ''] = exactly(args, 1)
  await refuseUnknownCsr(sql, csrId)
  if (await isActiveCsr(sql, csrId)) throw new StartRefused(`${csrId} is active already.`)
  await changeCsr(sql, csrId, 'activated', { isActive: true })
  await recordAdmin(sql, 'changed', 'csr:activate', { csrId })
  return `${csrId} is active, and can sign in again.`
}
