-- The Self-Service Task Query at a million tasks: an index for each order, led by what every question narrows down.

-- Who made it, as the query asks: the system copies the fields of another's task, so the fields do not say.
ALTER TABLE self_service_tasks
  ADD COLUMN is_by_csr boolean GENERATED ALWAYS AS (actor_kind IN ('csr', 'masquerade')) STORED;

CREATE INDEX self_service_tasks_by_created
  ON self_service_tasks (state, task_type, is_by_csr, created_at, self_service_task_id) INCLUDE (updated_at);
CREATE INDEX self_service_tasks_by_updated
  ON self_service_tasks (state, task_type, is_by_csr, updated_at, self_service_task_id);
CREATE INDEX self_service_tasks_by_amount
  ON self_service_tasks (state, task_type, is_by_csr, amount_cents, self_service_task_id) INCLUDE (created_at)
  WHERE amount_cents IS NOT NULL;
-- The first of them does what this one did.
DROP INDEX self_service_tasks_not_final;

CREATE INDEX self_service_tasks_correlation ON self_service_tasks (correlation_id);
-- Of an account, a web user and a CSR the newest come first; whoever counts by the key alone is served as well.
DROP INDEX self_service_tasks_account, self_service_tasks_web_user, self_service_tasks_csr;
CREATE INDEX self_service_tasks_account ON self_service_tasks (account_id, created_at, self_service_task_id);
CREATE INDEX self_service_tasks_web_user ON self_service_tasks (self_service_user_id, created_at, self_service_task_id);
CREATE INDEX self_service_tasks_csr ON self_service_tasks (csr_id, created_at, self_service_task_id) WHERE csr_id IS NOT NULL;
CREATE INDEX self_service_tasks_prepared ON self_service_tasks (prepared_by_csr_id, created_at, self_service_task_id)
  WHERE prepared_by_csr_id IS NOT NULL;
CREATE INDEX self_service_tasks_assigned ON self_service_tasks (assigned_csr_id, created_at, self_service_task_id)
  WHERE assigned_csr_id IS NOT NULL;
CREATE INDEX self_service_tasks_assigned_group ON self_service_tasks (assigned_csr_group, created_at, self_service_task_id)
  WHERE assigned_csr_group IS NOT NULL;
-- Orders are read from the index alone where it is known that everybody sees the row: soon after it was written.
ALTER TABLE self_service_tasks SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.05);

-- Questions that a CSR keeps by a name. What is kept names no customer: filters, columns and an order.
CREATE TABLE saved_views (
  saved_view_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  csr_id text COLLATE "C" NOT NULL REFERENCES csr_users,
  csr_group text COLLATE "C" REFERENCES csr_groups,
  name text NOT NULL,
  terms jsonb NOT NULL,
  columns text[] NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
COMMENT ON COLUMN saved_views.csr_group IS 'Whoever is in this group sees it too; null: its owner alone. Only the owner changes it.';
CREATE UNIQUE INDEX saved_views_name ON saved_views (csr_id, lower(name));
CREATE INDEX saved_views_group ON saved_views (csr_group) WHERE csr_group IS NOT NULL;
ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON saved_views TO porchlight_desk USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_views TO porchlight_desk;

INSERT INTO group_permissions (csr_group, resource, access_mode)
VALUES ('supervisors', 'task', 'export'), ('security-officer', 'task', 'export')
ON CONFLICT DO NOTHING;
