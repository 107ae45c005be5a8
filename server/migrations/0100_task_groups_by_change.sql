-- The first tasks of a group (a state, a task type, and whether a CSR made it) by their last change: what the task query reads where
-- few of the tasks in that order pass the filters (decision 83).

CREATE INDEX self_service_tasks_groups_changed ON self_service_tasks (state, task_type, is_by_csr, updated_at, self_service_task_id)
  INCLUDE (created_at, actor_kind, amount_cents, assigned_csr_id, assigned_csr_group);
