-- The portal's and the view's role prove who asks by the hash of a session's token, which neither can read: a statement of
-- somebody's own choosing on one of these roles sees and signs no more than that session may. Until now a setting with a web
-- user's number was believed, and functions took names as they were said. The decision: docs/decisions/0031.

-- The password was changed in this transaction, and with it the session's token: what follows still carries the token of before.
ALTER TABLE customer_sessions ADD COLUMN token_hash_before bytea, ADD COLUMN token_changed_at timestamptz;
CREATE INDEX customer_sessions_token_before ON customer_sessions (token_hash_before) WHERE token_hash_before IS NOT NULL;

CREATE OR REPLACE FUNCTION change_password(in_token_hash bytea, in_verified_hash text, in_new_hash text,
    in_new_token_hash bytea)
  RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  who bigint := web_user_of_session(in_token_hash);
  seconds_left integer;
BEGIN
  UPDATE web_user_credentials SET password_hash = in_new_hash, changed_at = current_instant()
  WHERE web_user_id = who AND password_hash = in_verified_hash;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE customer_sessions SET ended_at = current_instant()
  WHERE web_user_id = who AND token_hash <> in_token_hash AND ended_at IS NULL;
  UPDATE customer_sessions SET token_hash = in_new_token_hash, token_hash_before = in_token_hash,
    token_changed_at = current_instant()
  WHERE token_hash = in_token_hash
  RETURNING extract(epoch FROM expires_at - current_instant())::integer INTO seconds_left;
  RETURN seconds_left;
END $$;

-- Whose session a token's hash is: a customer's, or a masquerade's. A session that ended within `in_grace` counts too: at 0 the
-- one that this transaction ends. No row: nobody's.
CREATE FUNCTION session_proof(in_token_hash bytea, in_grace interval)
  RETURNS TABLE (actor_kind text, web_user_id bigint, csr_id text, masquerade_id text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  RETURN QUERY SELECT 'customer', s.web_user_id, NULL::text, NULL::text FROM customer_sessions s
  WHERE s.token_hash = in_token_hash AND (s.ended_at IS NULL OR s.ended_at >= current_instant() - in_grace)
    AND s.expires_at > current_instant() - in_grace
    AND s.last_used_at > current_instant() - interval '30 minutes' - in_grace;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY SELECT 'masquerade', m.web_user_id, m.csr_id, m.masquerade_id FROM masquerades m
  WHERE m.token_hash = in_token_hash AND (m.ended_at IS NULL OR m.ended_at >= current_instant() - in_grace)
    AND m.ends_at > current_instant() - in_grace;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY SELECT 'customer', s.web_user_id, NULL::text, NULL::text FROM customer_sessions s
  WHERE s.token_hash_before = in_token_hash AND s.token_changed_at = current_instant();
END $$;

-- The web user of this transaction, as row-level security sees it: of the session whose token's hash the transaction was opened
-- with, or the holder of the mailed key that it has used. Null (no rows) where nothing proves one.
CREATE OR REPLACE FUNCTION current_web_user_id() RETURNS bigint
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(
    (SELECT k.web_user_id FROM mailed_keys k
     WHERE k.key_hash = decode(NULLIF(current_setting('porchlight.mailed_key', true), ''), 'hex')
       AND k.used_at = current_instant()),
    (SELECT p.web_user_id
     FROM session_proof(decode(NULLIF(current_setting('porchlight.session', true), ''), 'hex'), '0') p))
$$;

CREATE OR REPLACE FUNCTION linked_account_ids() RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  WITH who AS MATERIALIZED (
    SELECT current_web_user_id() AS web_user_id, EXISTS (
      SELECT 1 FROM masquerades m
      WHERE m.token_hash = decode(NULLIF(current_setting('porchlight.session', true), ''), 'hex')) AS in_masquerade)
  SELECT COALESCE(array_agg(l.account_id), '{}')
  FROM who
  JOIN web_user_accounts l USING (web_user_id)
  JOIN web_users w USING (web_user_id)
  LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
  WHERE l.is_active AND w.is_active AND COALESCE(ap.web_access_allowed, false)
    AND (NOT who.in_masquerade OR NOT account_is_protected(l.account_id))
$$;

-- Asked once a statement, not once a row.
DO $$
DECLARE p record;
BEGIN
  FOR p IN SELECT tablename, policyname, qual, with_check FROM pg_policies
    WHERE schemaname = 'public' AND (qual LIKE '%current_web_user_id()%' OR with_check LIKE '%current_web_user_id()%') LOOP
    EXECUTE format('ALTER POLICY %I ON public.%I', p.policyname, p.tablename)
      || COALESCE(' USING (' || replace(p.qual, 'current_web_user_id()', '(SELECT current_web_user_id())') || ')', '')
      || COALESCE(' WITH CHECK (' || replace(p.with_check, 'current_web_user_id()', '(SELECT current_web_user_id())') || ')', '');
  END LOOP;
END $$;

-- Appends lines to the record in the name of whoever the session proves. The portal's and the view's role may also speak for
-- nobody (a visitor): what such a line names is not its actor, and only the sign-in that this transaction makes is told by one.
-- The desk's and the worker's roles are believed: they see every row anyway.
CREATE FUNCTION append_own_record(in_token_hash bytea, in_entries jsonb) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  own record;
  entry jsonb;
  entries jsonb := '[]';
BEGIN
  IF session_user NOT IN ('porchlight_portal', 'porchlight_view') THEN
    PERFORM append_record(in_entries);
    RETURN;
  END IF;
  SELECT * INTO own FROM session_proof(in_token_hash, '1 minute');
  FOR entry IN SELECT * FROM jsonb_array_elements(in_entries) LOOP
    entry := entry - 'csr_id' - 'client_id';
    IF entry ->> 'actor_kind' = 'visitor' THEN
      IF entry ->> 'event' = 'signed-in' AND NOT EXISTS (SELECT 1 FROM customer_sessions s
        WHERE s.web_user_id = (entry ->> 'web_user_id')::bigint AND s.created_at = current_instant()) THEN
        RAISE EXCEPTION 'nobody signed in' USING ERRCODE = 'insufficient_privilege';
      END IF;
      entry := entry - 'masquerade_id';
    ELSIF own.actor_kind IS NULL OR entry ->> 'actor_kind' IS DISTINCT FROM own.actor_kind THEN
      RAISE EXCEPTION 'the session does not prove this actor' USING ERRCODE = 'insufficient_privilege';
    ELSE
      entry := entry || jsonb_build_object('web_user_id', own.web_user_id);
      IF own.actor_kind = 'masquerade' THEN
        entry := entry || jsonb_build_object('csr_id', own.csr_id, 'masquerade_id', own.masquerade_id);
      END IF;
    END IF;
    entries := entries || jsonb_build_array(entry);
  END LOOP;
  PERFORM append_record(entries);
END $$;

-- Ends a masquerade for whoever the session proves: its own (the banner), or one of the customer's (a support visit). False for
-- any other, as for one that is over. The desk's and the worker's roles are believed.
CREATE FUNCTION end_own_masquerade(in_token_hash bytea, in_masquerade_id text, in_cause text, in_by jsonb) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE own record;
BEGIN
  IF session_user NOT IN ('porchlight_portal', 'porchlight_view') THEN
    RETURN end_masquerade(in_masquerade_id, in_cause, in_by);
  END IF;
  SELECT * INTO own FROM session_proof(in_token_hash, '0');
  IF own.actor_kind = 'masquerade' AND own.masquerade_id = in_masquerade_id THEN
    RETURN end_masquerade(in_masquerade_id, 'banner', jsonb_build_object('actor_kind', 'masquerade', 'csr_id', own.csr_id,
      'web_user_id', own.web_user_id, 'masquerade_id', own.masquerade_id, 'ip_address', in_by -> 'ip_address'));
  END IF;
  IF own.actor_kind = 'customer' AND EXISTS (SELECT 1 FROM masquerades m
    WHERE m.masquerade_id = in_masquerade_id AND m.web_user_id = own.web_user_id) THEN
    RETURN end_masquerade(in_masquerade_id, 'customer', jsonb_build_object('actor_kind', 'customer', 'csr_id', NULL,
      'web_user_id', own.web_user_id, 'ip_address', in_by -> 'ip_address'));
  END IF;
  RETURN false;
END $$;

-- From read-only to acting, or back, in the masquerade of this token. The CSR's permission is checked here once more.
CREATE FUNCTION switch_own_masquerade(in_token_hash bytea, in_mode text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE masquerades SET mode = in_mode, acting_since = CASE in_mode WHEN 'act' THEN current_instant() END
  WHERE token_hash = in_token_hash AND ended_at IS NULL AND mode <> in_mode AND in_mode IN ('read', 'act')
    AND (in_mode = 'read' OR 'masquerade:act' = ANY (permissions_of(csr_id)));
  RETURN FOUND;
END $$;

-- To-dos of tasks that this customer sees; any, for the desk and the worker.
CREATE OR REPLACE FUNCTION settle_task_to_dos(in_task_ids bigint[]) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  UPDATE to_dos d SET completed_at = current_instant(), version = d.version + 1
  WHERE d.self_service_task_id = ANY (in_task_ids) AND d.completed_at IS NULL
    AND d.subject IN ('task-failed', 'task-to-do-by-hand', 'task-awaits-approval')
    AND (session_user <> 'porchlight_portal' OR EXISTS (SELECT 1 FROM self_service_tasks t
      WHERE t.self_service_task_id = d.self_service_task_id AND (t.self_service_user_id = current_web_user_id()
        OR t.account_id = ANY ((SELECT linked_account_ids())::bigint[]))))
$$;

REVOKE EXECUTE ON FUNCTION session_proof, append_own_record, end_own_masquerade, switch_own_masquerade FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_own_record, end_own_masquerade
  TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
GRANT EXECUTE ON FUNCTION switch_own_masquerade TO porchlight_view;

-- What believed the caller. A session is started by sign_customer_in, which asks for the right password's hash.
REVOKE EXECUTE ON FUNCTION append_record, end_masquerade, credential_of, credential_of_session, start_customer_session
  FROM porchlight_portal, porchlight_view;
REVOKE EXECUTE ON FUNCTION switch_masquerade_to_act FROM porchlight_view;

-- Large objects are nobody's rows: no grant and no policy holds them. Where the owner of this database is no superuser,
-- PostgreSQL warns or refuses and the functions stay: docs/operating.md says what to run.
DO $$
DECLARE f regprocedure;
BEGIN
  FOREACH f IN ARRAY ARRAY['lo_creat(integer)', 'lo_create(oid)', 'lo_from_bytea(oid, bytea)', 'lo_open(oid, integer)',
    'lo_put(oid, bigint, bytea)', 'lo_unlink(oid)', 'lowrite(integer, bytea)', 'lo_truncate(integer, integer)',
    'lo_truncate64(integer, bigint)', 'lo_get(oid)', 'lo_get(oid, bigint, integer)', 'lo_import(text)',
    'lo_import(text, oid)', 'lo_export(oid, text)']::regprocedure[] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE WARNING 'only a superuser may take the functions for large objects from everybody: see docs/operating.md';
END $$;

-- Whatever runs with its owner's rights looks for tables of the caller's last (0019): functions made since then too.
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT oid::regprocedure FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
    AND NOT 'search_path=pg_catalog, public, pg_temp' = ANY (COALESCE(proconfig, '{}')) LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', f);
  END LOOP;
END $$;
