import { query } from '#database/query.ts'
import type { SettleAlert, UnsettledAlerts } from './queries.generated.ts'

export const unsettledAlerts = query<UnsettledAlerts>(
  'unsettled-alerts',
  `SELECT t.to_do_id, t.created_at AS at, t.subject, u.csr_id, u.display_name AS csr_name, t.account_id
   FROM to_dos t JOIN csr_users u ON u.csr_id = t.about_csr_id
   WHERE t.to_do_role = 'security-officer' AND t.completed_at IS NULL
   ORDER BY t.created_at DESC, t.to_do_id DESC LIMIT 100`,
)

export const settleAlert = query<SettleAlert>(
  'settle-alert',
  `UPDATE to_dos SET completed_at = current_instant(), assigned_csr_id = $csrId, version = version + 1
   WHERE to_do_id = $toDoId AND to_do_role = 'security-officer' AND about_csr_id IS NOT NULL AND completed_at IS NULL
   RETURNING account_id, subject`,
)
