-- The task engine: what the worker takes up and when, who is asked to look into a task, and a log that counts with the version.

ALTER TABLE self_service_tasks
  ADD COLUMN due_at timestamptz,
  ADD COLUMN applied_at timestamptz,
  ADD COLUMN attempts smallint NOT NULL DEFAULT 0,
  ADD COLUMN failure text,
  ADD COLUMN assigned_csr_id text REFERENCES csr_users,
  ADD COLUMN assigned_csr_group text REFERENCES csr_groups;
COMMENT ON COLUMN self_service_tasks.due_at IS 'When the worker takes it up: now, at the next attempt, or on its date. Null: it waits for somebody else, or for nobody.';
COMMENT ON COLUMN self_service_tasks.applied_at IS 'When its effect in our own tables was made. It is made once: what is tried again after that is telling the CIS.';
COMMENT ON COLUMN self_service_tasks.failure IS 'Why the last attempt failed, or the CIS refused; a kebab name or the words of the CIS.';

-- One line of the log for each version: its position is the version that it made.
ALTER TABLE self_service_task_log ADD COLUMN action text;
COMMENT ON COLUMN self_service_task_log.action IS 'The additional action by which a CSR made this line; null where the request or the worker did.';
UPDATE self_service_tasks t SET version = l.lines
FROM (SELECT self_service_task_id, max(position) AS lines FROM self_service_task_log GROUP BY 1) l
WHERE l.self_service_task_id = t.self_service_task_id AND t.version <> l.lines;

ALTER TABLE self_service_tasks ADD CONSTRAINT self_service_tasks_final_is_over
  CHECK (due_at IS NULL OR state NOT IN ('completed', 'discarded', 'rejected', 'expired'));
ALTER TABLE self_service_tasks ADD CONSTRAINT self_service_tasks_assigned_once
  CHECK (assigned_csr_id IS NULL OR assigned_csr_group IS NULL);
CREATE INDEX self_service_tasks_due ON self_service_tasks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX self_service_tasks_originating ON self_service_tasks (originating_task_id) WHERE originating_task_id IS NOT NULL;
-- What a web user, a CSR at the desk and the system ask twice is one task.
DROP INDEX self_service_tasks_idempotency;
CREATE UNIQUE INDEX self_service_tasks_idempotency ON self_service_tasks (self_service_user_id, task_type, idempotency_key)
  NULLS NOT DISTINCT WHERE idempotency_key IS NOT NULL;

-- A final task is never reopened, whoever asks.
CREATE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'task % is final: it is never reopened', OLD.self_service_task_id;
END $$;
CREATE TRIGGER self_service_tasks_final BEFORE UPDATE ON self_service_tasks
  FOR EACH ROW WHEN (OLD.is_final AND NEW.state <> OLD.state) EXECUTE FUNCTION refuse_reopening();

-- The worker sleeps until the next task is due, a minute at most: it is woken by what is due before that.
CREATE FUNCTION tell_of_due_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM changed WHERE due_at < current_instant() + interval '1 minute') THEN
    PERFORM pg_notify('due_tasks', '');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER self_service_tasks_made AFTER INSERT ON self_service_tasks
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_due_tasks();
CREATE TRIGGER self_service_tasks_moved AFTER UPDATE ON self_service_tasks
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_due_tasks();

-- Puts a task's last message on its way again, to the same recipient: whoever asks for it reads none of it.
CREATE FUNCTION resend_task_message(in_task_id bigint) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO outgoing_messages (recipient, subject, body, self_service_task_id, created_at, next_attempt_at)
  SELECT recipient, subject, body, self_service_task_id, current_instant(), current_instant()
  FROM outgoing_messages WHERE self_service_task_id = in_task_id ORDER BY outgoing_message_id DESC LIMIT 1;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM pg_notify('outgoing_messages', '');
  RETURN true;
END $$;

-- A work item for a person. The same for the same task is not raised again while it is open; two at once: the second waits.
CREATE FUNCTION raise_to_do(in_role text, in_subject text, in_priority smallint, in_account_id bigint, in_task_id bigint)
  RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF in_task_id IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'to do', in_subject, in_task_id), 0));
  END IF;
  INSERT INTO to_dos (to_do_role, subject, priority, account_id, self_service_task_id, created_at)
  SELECT in_role, in_subject, in_priority, in_account_id, in_task_id, current_instant()
  WHERE NOT EXISTS (SELECT 1 FROM to_dos
    WHERE subject = in_subject AND self_service_task_id = in_task_id AND completed_at IS NULL);
  RETURN FOUND;
END $$;
-- What was asked of a person is settled when the task has left the state in which it was asked.
CREATE FUNCTION settle_task_to_dos(in_task_ids bigint[]) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  UPDATE to_dos SET completed_at = current_instant(), version = version + 1
  WHERE self_service_task_id = ANY (in_task_ids) AND completed_at IS NULL
    AND subject IN ('task-failed', 'task-to-do-by-hand', 'task-awaits-approval')
$$;
CREATE INDEX to_dos_task ON to_dos (self_service_task_id) WHERE self_service_task_id IS NOT NULL;

REVOKE EXECUTE ON FUNCTION resend_task_message, raise_to_do, settle_task_to_dos FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resend_task_message TO porchlight_desk;
GRANT EXECUTE ON FUNCTION raise_to_do, settle_task_to_dos TO porchlight_portal, porchlight_desk, porchlight_worker;
GRANT UPDATE (due_at, applied_at, attempts, failure, scheduled_on, expires_at) ON self_service_tasks TO porchlight_portal;
-- What the handlers of the task types change.
GRANT UPDATE (is_autopay, is_paperless) ON accounts TO porchlight_worker;
GRANT UPDATE (locale, version) ON web_users TO porchlight_worker;
GRANT UPDATE (nickname, role, is_active, version) ON web_user_accounts TO porchlight_worker;
GRANT UPDATE (state, value, normalised_value, is_primary, version) ON person_contacts TO porchlight_worker;

INSERT INTO group_permissions (csr_group, resource, access_mode)
SELECT g, 'task', m
FROM (VALUES
  ('call-centre', '{discard,retry,reschedule,resend,assign,note}'::text[]),
  ('supervisors', '{discard,retry,approve,reject,complete-by-hand,reschedule,resend,assign,note}')
) AS shipped (g, ms), unnest(ms) AS m
ON CONFLICT DO NOTHING;
