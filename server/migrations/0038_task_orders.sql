-- The Self-Service Task Query, where it is not about a few types and states: all tasks, and all of a period.

-- All of them by their making: two streams, where the index of groups has one for each type, state and kind of maker.
CREATE INDEX self_service_tasks_newest ON self_service_tasks (is_by_csr, created_at, self_service_task_id);

-- How long after its making a task changed last, in classes. Within one, the last change runs beside the making, so that those of
-- a period that is long past are found where they stand among all by their last change, not by going there from the newest.
ALTER TABLE self_service_tasks ADD COLUMN change_class smallint GENERATED ALWAYS AS (
  CASE WHEN updated_at - created_at < interval '1 hour' THEN 0 WHEN updated_at - created_at < interval '24 hours' THEN 1
    WHEN updated_at - created_at < interval '168 hours' THEN 2 WHEN updated_at - created_at < interval '744 hours' THEN 3
    WHEN updated_at - created_at < interval '8784 hours' THEN 4 ELSE 5 END) STORED NOT NULL;
CREATE INDEX self_service_tasks_changed ON self_service_tasks (change_class, updated_at, self_service_task_id)
  INCLUDE (created_at, state, task_type, is_by_csr);

-- What is not final, by its making and by its last change: few in a hundred, and what is asked for most.
CREATE INDEX self_service_tasks_unfinished ON self_service_tasks (is_by_csr, created_at, self_service_task_id)
  INCLUDE (state, task_type) WHERE NOT is_final;
CREATE INDEX self_service_tasks_unfinished_changed ON self_service_tasks (is_by_csr, updated_at, self_service_task_id)
  INCLUDE (created_at, state, task_type) WHERE NOT is_final;

-- A CSR's by their last change, and those of his that are not final.
CREATE INDEX self_service_tasks_csr_changed ON self_service_tasks (csr_id, updated_at, self_service_task_id) WHERE csr_id IS NOT NULL;
CREATE INDEX self_service_tasks_prepared_changed ON self_service_tasks (prepared_by_csr_id, updated_at, self_service_task_id)
  WHERE prepared_by_csr_id IS NOT NULL;
CREATE INDEX self_service_tasks_csr_unfinished ON self_service_tasks (csr_id) WHERE NOT is_final AND csr_id IS NOT NULL;
