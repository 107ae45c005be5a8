import { query } from '#database/query.ts'
import type { AssigneeGroups, Assignees } from './queries.generated.ts'

export const assignees = query<Assignees>(
  'assignees',
  'SELECT csr_id, display_name AS name FROM csr_users WHERE is_active ORDER BY display_name, csr_id LIMIT 1000',
)

export const assigneeGroups = query<AssigneeGroups>(
  'assignee-groups',
  'SELECT csr_group, name FROM csr_groups ORDER BY name, csr_group LIMIT 1000',
)
