-- Who is protected, which reasons to open a protected customer are in force, whom a masquerade may have as its target, and who
-- sees and works which to-dos: each is read in one place, by the policy as by lists (docs/decisions/0041-one-place-decides.md).

-- Employees (every person who is a CSR), their households and confidential addresses.
CREATE VIEW protected_persons AS
  SELECT p.person_id FROM persons p WHERE p.is_protected
  UNION ALL SELECT u.person_id FROM csr_users u WHERE u.person_id IS NOT NULL;
COMMENT ON VIEW protected_persons IS 'The one reading of who is protected. A person may be in it twice.';
GRANT SELECT ON protected_persons TO porchlight_desk, porchlight_worker;

CREATE OR REPLACE VIEW search_protected_persons AS SELECT g.person_id FROM protected_persons g;

CREATE OR REPLACE FUNCTION person_is_protected(in_person_id bigint) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT EXISTS (SELECT 1 FROM public.protected_persons g WHERE g.person_id = in_person_id)
$$;

-- An account is protected with everybody on it as soon as one person on it is. Asked of the whole account at once.
CREATE OR REPLACE FUNCTION account_is_protected(in_account_id bigint) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT EXISTS (SELECT 1 FROM public.account_persons ap JOIN public.protected_persons g ON g.person_id = ap.person_id
    WHERE ap.account_id = in_account_id)
$$;

-- Whether protection comes or goes where these persons come to these accounts or leave them.
CREATE OR REPLACE FUNCTION search_touches_protection(in_persons bigint[], in_accounts bigint[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.account_id = ANY (in_accounts))
    OR EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = ANY (in_persons))
    OR EXISTS (SELECT 1 FROM protected_persons g WHERE g.person_id = ANY (in_persons))
    OR EXISTS (SELECT 1 FROM account_persons ap JOIN search_guarded_accounts g USING (account_id)
      WHERE ap.person_id = ANY (in_persons))
$$;

-- The further reasons in force for which protected customers are open: each in its desk session, for half an hour.
CREATE VIEW further_reasons AS
  SELECT o.protected_opening_id, o.desk_session_id, o.account_id, o.expires_at FROM protected_openings o
  WHERE o.expires_at > current_instant();
GRANT SELECT ON further_reasons TO porchlight_desk;

-- As before, by that view.
CREATE OR REPLACE FUNCTION open_protected(in_csr_id text, in_desk_session_id bigint, in_account_id bigint, in_reason_kind text,
    in_reference text, OUT protected_opening_id bigint, OUT expires_at timestamptz, OUT is_repeated boolean)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(in_csr_id, 7302));
  SELECT r.protected_opening_id, r.expires_at INTO protected_opening_id, expires_at FROM further_reasons r
  WHERE r.desk_session_id = in_desk_session_id AND r.account_id = in_account_id
  ORDER BY r.expires_at DESC LIMIT 1;
  is_repeated := FOUND;
  IF is_repeated THEN RETURN; END IF;
  INSERT INTO protected_openings AS o (csr_id, desk_session_id, account_id, reason_kind, reference, opened_at, expires_at)
  VALUES (in_csr_id, in_desk_session_id, in_account_id, in_reason_kind, in_reference, current_instant(),
    current_instant() + interval '30 minutes')
  RETURNING o.protected_opening_id, o.expires_at INTO protected_opening_id, expires_at;
END $$;

-- Whether a desk session may see an account without a further reason: it is not protected, or a reason is in force.
CREATE FUNCTION account_is_explained(in_desk_session_id bigint, in_account_id bigint) RETURNS boolean
  LANGUAGE sql STABLE
AS $$
  SELECT NOT public.account_is_protected(in_account_id) OR EXISTS (SELECT 1 FROM public.further_reasons r
    WHERE r.desk_session_id = in_desk_session_id AND r.account_id = in_account_id)
$$;

-- What the policy asks of the customer of an account that a CSR opens or whose task a CSR works. Own: the CSR is on the account.
CREATE FUNCTION customer_standing(in_csr_id text, in_desk_session_id bigint, in_account_id bigint,
    OUT is_protected boolean, OUT is_explained boolean, OUT is_own boolean)
  LANGUAGE sql STABLE
AS $$
  SELECT public.account_is_protected(in_account_id), public.account_is_explained(in_desk_session_id, in_account_id),
    EXISTS (SELECT 1 FROM public.csr_users u JOIN public.account_persons ap USING (person_id)
      WHERE u.csr_id = in_csr_id AND ap.account_id = in_account_id)
$$;

-- The account by which a task or a web user is opened: one that the CSR has open already, where there is one.
CREATE FUNCTION account_to_open(in_csr_id text, in_task_id bigint, in_web_user_id bigint) RETURNS bigint
  LANGUAGE sql STABLE
AS $$
  SELECT a.account_id FROM (
    SELECT t.account_id FROM public.self_service_tasks t WHERE t.self_service_task_id = in_task_id
    UNION ALL
    SELECT l.account_id FROM public.web_user_accounts l
    WHERE l.web_user_id = COALESCE(in_web_user_id, (
      SELECT t.self_service_user_id FROM public.self_service_tasks t
      WHERE t.self_service_task_id = in_task_id AND t.account_id IS NULL))) a
  WHERE a.account_id IS NOT NULL
  ORDER BY NOT EXISTS (SELECT 1 FROM public.csr_openings o
    WHERE o.csr_id = in_csr_id AND o.what = 'customer' AND o.id = a.account_id
      AND o.opened_at > public.current_instant() - interval '1 hour'), a.account_id
  LIMIT 1
$$;

CREATE FUNCTION masquerading_is_on() RETURNS boolean
  LANGUAGE sql STABLE
AS $$
  SELECT COALESCE(public.setting_value('masquerade.enabled'), 'true') = 'true'
$$;

-- The web users of an account whom a masquerade may have as its target, while masquerading is on: an active link of an active web
-- user whose person has web access on the account, on which nobody is protected.
CREATE FUNCTION masquerade_targets(in_account_id bigint) RETURNS SETOF bigint
  LANGUAGE sql STABLE
AS $$
  SELECT l.web_user_id FROM public.web_user_accounts l
  JOIN public.web_users w ON w.web_user_id = l.web_user_id
  JOIN public.account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
  WHERE l.account_id = in_account_id AND l.is_active AND w.is_active AND ap.web_access_allowed
    AND public.masquerading_is_on() AND NOT public.account_is_protected(in_account_id)
$$;

-- As before, by these functions.
CREATE OR REPLACE FUNCTION masquerade_end_cause(m masquerades) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT CASE
    WHEN m.end_cause IS NOT NULL THEN m.end_cause
    WHEN m.ends_at <= current_instant() THEN 'time'
    WHEN m.last_activity_at + make_interval(secs => m.idle_seconds) <= current_instant() THEN 'idle'
    WHEN m.arrived_at IS NULL AND m.code_expires_at <= current_instant() THEN 'never-arrived'
    WHEN NOT masquerading_is_on() THEN 'switched-off'
    WHEN NOT EXISTS (SELECT 1 FROM csr_users u WHERE u.csr_id = m.csr_id AND u.is_active)
      OR NOT 'masquerade:start' = ANY (permissions_of(m.csr_id)) THEN 'permission-lost'
    WHEN NOT EXISTS (SELECT 1 FROM desk_sessions s WHERE s.desk_session_id = m.desk_session_id AND s.ended_at IS NULL
      AND s.expires_at > current_instant() AND s.last_used_at > current_instant() - interval '1 hour'
      AND (s.second_factor_at IS NOT NULL OR NOT second_factor_required(m.csr_id))) THEN 'desk-signed-out'
    WHEN m.web_user_id NOT IN (SELECT masquerade_targets(m.account_id)) THEN 'web-user-unavailable'
  END
$$;

-- As before, but what a CSR may is read of permissions_of alone.
CREATE OR REPLACE FUNCTION sees_to_do_role(in_csr_id text, in_to_do_role text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT in_to_do_role <> 'security-officer' AND (
    EXISTS (SELECT 1 FROM public.group_memberships m JOIN public.group_to_do_roles r USING (csr_group)
      WHERE m.csr_id = in_csr_id AND r.to_do_role = in_to_do_role
        AND m.effective_from <= public.current_instant() AND m.effective_to > public.current_instant())
    OR NOT EXISTS (SELECT 1 FROM public.group_to_do_roles r WHERE r.to_do_role = in_to_do_role)
      AND 'to-do:assign' = ANY (public.permissions_of(in_csr_id)))
$$;

-- Whether a CSR works the to-dos of a role, so that they can be assigned to them.
CREATE FUNCTION works_to_do_role(in_csr_id text, in_to_do_role text) RETURNS boolean
  LANGUAGE sql STABLE
AS $$
  SELECT public.sees_to_do_role(in_csr_id, in_to_do_role) AND 'to-do:work' = ANY (public.permissions_of(in_csr_id))
$$;

REVOKE EXECUTE ON FUNCTION account_is_explained, customer_standing, account_to_open, masquerading_is_on, masquerade_targets,
  works_to_do_role FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account_is_explained, customer_standing, account_to_open, masquerading_is_on, masquerade_targets,
  works_to_do_role TO porchlight_desk;
