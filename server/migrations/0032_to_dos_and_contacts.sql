-- To dos by role, what was done about them; contacts that are looked through; and notices of what changed, for screens that
-- are open at the desk (docs/decisions/0015-live-desk.md).

-- Which CSR groups work the to dos of which role. A role that no group has falls to whoever may assign to dos.
CREATE TABLE group_to_do_roles (
  csr_group text COLLATE "C" NOT NULL REFERENCES csr_groups ON DELETE CASCADE,
  to_do_role text COLLATE "C" NOT NULL,
  PRIMARY KEY (csr_group, to_do_role)
);
INSERT INTO group_to_do_roles (csr_group, to_do_role)
SELECT g, r
FROM (VALUES
  ('call-centre', '{payments,customer-records,service-orders}'::text[]),
  ('call-centre-trainee', '{customer-records}'),
  ('supervisors', '{payments,customer-records,service-orders}'),
  ('security-officer', '{security-officer}')
) AS shipped (g, rs), unnest(rs) AS r;
GRANT SELECT ON group_to_do_roles TO porchlight_desk, porchlight_worker;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('call-centre', 'to-do', 'view'), ('call-centre', 'to-do', 'work'),
  ('call-centre-trainee', 'to-do', 'view'),
  ('supervisors', 'to-do', 'view'), ('supervisors', 'to-do', 'work'), ('supervisors', 'to-do', 'assign');

-- Whether a CSR sees the to dos of a role: a group of theirs works them, or nobody does and they may assign. Alerts are the
-- security officer's, and have a screen of their own.
CREATE FUNCTION sees_to_do_role(in_csr_id text, in_to_do_role text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT in_to_do_role <> 'security-officer' AND (
    EXISTS (SELECT 1 FROM public.group_memberships m JOIN public.group_to_do_roles r USING (csr_group)
      WHERE m.csr_id = in_csr_id AND r.to_do_role = in_to_do_role
        AND m.effective_from <= public.current_instant() AND m.effective_to > public.current_instant())
    OR NOT EXISTS (SELECT 1 FROM public.group_to_do_roles r WHERE r.to_do_role = in_to_do_role)
      AND EXISTS (SELECT 1 FROM public.group_memberships m JOIN public.group_permissions p USING (csr_group)
        WHERE m.csr_id = in_csr_id AND p.resource = 'to-do' AND p.access_mode = 'assign'
          AND m.effective_from <= public.current_instant() AND m.effective_to > public.current_instant()
          AND p.effective_from <= public.current_instant() AND p.effective_to > public.current_instant()))
$$;

ALTER TABLE to_dos ADD COLUMN outgoing_message_id bigint;
ALTER TABLE to_dos ADD COLUMN message_failure text;
ALTER TABLE to_dos ADD COLUMN completed_by_csr_id text REFERENCES csr_users;
ALTER TABLE to_dos ADD COLUMN completion_note text;
COMMENT ON COLUMN to_dos.outgoing_message_id IS 'The mail that was not sent; no foreign key: sent mail is deleted in time, to dos stay.';
COMMENT ON COLUMN to_dos.completed_by_csr_id IS 'Null where the system did: what asked for the to do was settled by other means.';
UPDATE to_dos SET completed_by_csr_id = assigned_csr_id WHERE completed_at IS NOT NULL;
ALTER TABLE to_dos ADD CHECK (completed_at IS NOT NULL OR (completed_by_csr_id IS NULL AND completion_note IS NULL));

-- As before, with the mail that it is about.
DROP FUNCTION raise_to_do(text, text, smallint, bigint, bigint);
CREATE FUNCTION raise_to_do(in_role text, in_subject text, in_priority smallint, in_account_id bigint, in_task_id bigint,
    in_outgoing_message_id bigint DEFAULT NULL, in_message_failure text DEFAULT NULL) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF in_task_id IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'to do', in_subject, in_task_id), 0));
  END IF;
  INSERT INTO to_dos (to_do_role, subject, priority, account_id, self_service_task_id, outgoing_message_id, message_failure,
    created_at)
  SELECT in_role, in_subject, in_priority, in_account_id, in_task_id, in_outgoing_message_id, in_message_failure,
    current_instant()
  WHERE NOT EXISTS (SELECT 1 FROM to_dos
    WHERE subject = in_subject AND self_service_task_id = in_task_id AND completed_at IS NULL);
  RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION raise_to_do FROM PUBLIC;
GRANT EXECUTE ON FUNCTION raise_to_do TO porchlight_portal, porchlight_desk, porchlight_worker;

-- The list: the most urgent first, then the oldest; what is done, the newest first.
CREATE INDEX to_dos_in_turn ON to_dos (priority, created_at, to_do_id) WHERE completed_at IS NULL;
CREATE INDEX to_dos_role ON to_dos (to_do_role);
DROP INDEX to_dos_open;
CREATE INDEX to_dos_done ON to_dos (completed_at DESC, to_do_id DESC) WHERE completed_at IS NOT NULL;
CREATE INDEX to_dos_assigned ON to_dos (assigned_csr_id) WHERE completed_at IS NULL AND assigned_csr_id IS NOT NULL;
CREATE INDEX to_dos_account ON to_dos (account_id) WHERE completed_at IS NULL AND account_id IS NOT NULL;

-- A page of the contact history goes on behind the last line of the one before.
CREATE INDEX customer_contacts_in_turn ON customer_contacts (account_id, at DESC, customer_contact_id DESC);
DROP INDEX customer_contacts_account;

-- Notices of what changed, on one channel: a kind and rows of ids, never what they say. At most 50 rows (a notice holds 8,000
-- bytes); null where there are more. They go out when the transaction commits, and not at all where it does not.
CREATE FUNCTION tell_the_desk(kind text, rows jsonb) RETURNS void
  LANGUAGE sql VOLATILE
AS $$
  SELECT pg_notify('desk_live', json_build_object('kind', kind, 'rows', rows)::text)
$$;

CREATE FUNCTION tell_of_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told record;
BEGIN
  SELECT count(*) AS count, jsonb_agg(jsonb_build_array(c.self_service_task_id, c.account_id)) AS rows INTO told
  FROM (SELECT self_service_task_id, account_id FROM changed LIMIT 51) c;
  IF told.count > 0 THEN
    PERFORM public.tell_the_desk('self-service-task', CASE WHEN told.count <= 50 THEN told.rows END);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tasks_live_inserted AFTER INSERT ON self_service_tasks
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_tasks();
CREATE TRIGGER tasks_live_updated AFTER UPDATE ON self_service_tasks
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_tasks();

-- The third is the role: the server tells nobody who does not see it.
CREATE FUNCTION tell_of_to_dos() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told record;
BEGIN
  SELECT count(*) AS count, jsonb_agg(jsonb_build_array(c.to_do_id, c.account_id, left(c.to_do_role, 60))) AS rows INTO told
  FROM (SELECT to_do_id, account_id, to_do_role FROM changed LIMIT 51) c;
  IF told.count > 0 THEN
    PERFORM public.tell_the_desk('to-do', CASE WHEN told.count <= 50 THEN told.rows END);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER to_dos_live_inserted AFTER INSERT ON to_dos
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_to_dos();
CREATE TRIGGER to_dos_live_updated AFTER UPDATE ON to_dos
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_to_dos();

CREATE FUNCTION tell_of_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told record;
BEGIN
  SELECT count(*) AS count, jsonb_agg(jsonb_build_array(c.customer_contact_id, c.account_id)) AS rows INTO told
  FROM (SELECT customer_contact_id, account_id FROM changed LIMIT 51) c;
  IF told.count > 0 THEN
    PERFORM public.tell_the_desk('customer-contact', CASE WHEN told.count <= 50 THEN told.rows END);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER contacts_live_inserted AFTER INSERT ON customer_contacts
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_contacts();

-- The third is the CSR: it is told of its own. Activity alone is no news: it is noted every quarter of a minute.
CREATE FUNCTION tell_of_masquerades() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.tell_the_desk('masquerade',
    jsonb_build_array(jsonb_build_array(NEW.masquerade_id, NEW.account_id, NEW.csr_id)));
  RETURN NULL;
END $$;
CREATE TRIGGER masquerades_live_inserted AFTER INSERT ON masquerades
  FOR EACH ROW EXECUTE FUNCTION tell_of_masquerades();
CREATE TRIGGER masquerades_live_updated AFTER UPDATE ON masquerades FOR EACH ROW
  WHEN ((OLD.arrived_at, OLD.mode, OLD.step_up_until, OLD.ended_at)
    IS DISTINCT FROM (NEW.arrived_at, NEW.mode, NEW.step_up_until, NEW.ended_at))
  EXECUTE FUNCTION tell_of_masquerades();

-- A desk session that is ended takes its streams along at once.
CREATE FUNCTION tell_of_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.tell_the_desk('session-ended', jsonb_build_array(jsonb_build_array(NEW.desk_session_id, NULL)));
  RETURN NULL;
END $$;
CREATE TRIGGER desk_sessions_live_ended AFTER UPDATE ON desk_sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION tell_of_ended_session();
