import { query } from '#database/query.ts'
import type { AssigneeGroups, Assignees, ExplainedAccounts } from './queries.generated.ts'

/** Which of these accounts are open to a desk session for a further reason that still counts. */
export const explainedAccounts = query<ExplainedAccounts>(
  'explained-accounts',
  `SELECT DISTINCT account_id FROM protected_openings
   WHERE desk_session_id = $deskSessionId AND account_id = ANY ($accountIds::bigint[]) AND expires_at > current_instant()`,
)

export const assignees = query<Assignees>(
  'assignees',
  'SELECT csr_id, display_name AS name FROM csr_users WHERE is_active ORDER BY display_name, csr_id LIMIT 1000',
)

export const assigneeGroups = query<AssigneeGroups>(
  'assignee-groups',
  'SELECT csr_group, name FROM csr_groups ORDER BY name, csr_group LIMIT 1000',
)
