-- The Self-Service Task Query by a name looks for tasks of the persons' web users on accounts of others: mostly there are none, and
-- the index tells so without the rows.
DROP INDEX self_service_tasks_web_user;
CREATE INDEX self_service_tasks_web_user ON self_service_tasks (self_service_user_id, created_at, self_service_task_id)
  INCLUDE (account_id);
