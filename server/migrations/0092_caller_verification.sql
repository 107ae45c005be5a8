-- How a caller was verified: which identifiers the CSR asked for, and a code that the customer reads out. A masquerade has the
-- grade of its caller's verification; purposes and entitlements can require one (docs/decisions/0078-caller-verification.md).

-- Grades in ascending order. An unknown name is no grade.
CREATE FUNCTION caller_grade_rank(in_grade text) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT array_position(ARRAY['none', 'attested', 'code'], in_grade) $$;

-- The six digits are stored nowhere: they are derived from the nonce with the installation's key, which is not in the database.
CREATE TABLE read_out_codes (
  read_out_code_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  csr_id text NOT NULL REFERENCES csr_users,
  web_user_id bigint NOT NULL REFERENCES web_users ON DELETE CASCADE,
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  purpose_kind text NOT NULL,
  purpose_reference text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('portal', 'mail', 'text')),
  nonce text NOT NULL,
  code_hash bytea NOT NULL,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  told_at timestamptz,
  used_at timestamptz,
  replaced_at timestamptz,
  CHECK (expires_at > asked_at)
);
COMMENT ON COLUMN read_out_codes.told_at IS 'When the worker put the mail or the text on its way, or saw that there is no address for it.';
COMMENT ON COLUMN read_out_codes.replaced_at IS 'When the same CSR asked for another code for the same purpose.';
CREATE INDEX read_out_codes_bound ON read_out_codes (web_user_id, csr_id, read_out_code_id DESC);
CREATE INDEX read_out_codes_account ON read_out_codes (account_id);
CREATE INDEX read_out_codes_untold ON read_out_codes (asked_at) WHERE told_at IS NULL AND channel <> 'portal';
ALTER TABLE read_out_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON read_out_codes TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (used_at, replaced_at) ON read_out_codes TO porchlight_desk;
GRANT SELECT, UPDATE (told_at), DELETE ON read_out_codes TO porchlight_worker;

CREATE TABLE caller_verifications (
  caller_verification_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  csr_id text NOT NULL REFERENCES csr_users,
  web_user_id bigint NOT NULL REFERENCES web_users ON DELETE CASCADE,
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  purpose_kind text NOT NULL,
  purpose_reference text NOT NULL,
  grade text NOT NULL CHECK (caller_grade_rank(grade) IS NOT NULL),
  identifiers text[] NOT NULL,
  channel text CHECK (channel IN ('portal', 'mail', 'text')),
  verified_at timestamptz NOT NULL,
  CHECK ((grade = 'code') = (channel IS NOT NULL)),
  CHECK (grade <> 'attested' OR cardinality(identifiers) > 0)
);
COMMENT ON COLUMN caller_verifications.identifiers IS 'The kinds of identifiers that the caller gave, such as service-address. Never their values.';
CREATE INDEX caller_verifications_account ON caller_verifications (account_id, verified_at DESC);
CREATE INDEX caller_verifications_web_user ON caller_verifications (web_user_id);
ALTER TABLE caller_verifications ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON caller_verifications TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON caller_verifications TO porchlight_desk;
GRANT SELECT, DELETE ON caller_verifications TO porchlight_worker;

-- The web users of an account whose caller a desk session can verify: an active link of an active web user with web access. Of a
-- protected account only while a further reason is in force: without it, it answers as an account that does not exist.
CREATE FUNCTION caller_targets(in_desk_session_id bigint, in_account_id bigint) RETURNS SETOF bigint
  LANGUAGE sql STABLE
AS $$
  SELECT l.web_user_id FROM public.web_user_accounts l
  JOIN public.web_users w ON w.web_user_id = l.web_user_id
  JOIN public.account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
  WHERE l.account_id = in_account_id AND l.is_active AND w.is_active AND ap.web_access_allowed
    AND public.account_is_explained(in_desk_session_id, in_account_id)
$$;

-- The codes that this customer can read out now. Only a customer's own session sees them: a masquerade sees none.
CREATE FUNCTION own_read_out_codes()
  RETURNS TABLE (read_out_code_id bigint, nonce text, csr_name text, account_id bigint, purpose_kind text, asked_at timestamptz,
    expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT c.read_out_code_id, c.nonce, u.display_name, c.account_id, c.purpose_kind, c.asked_at, c.expires_at
  FROM session_proof(decode(NULLIF(current_setting('porchlight.session', true), ''), 'hex'), '0') p
  JOIN read_out_codes c ON c.web_user_id = p.web_user_id
  JOIN csr_users u ON u.csr_id = c.csr_id
  WHERE p.actor_kind = 'customer' AND c.used_at IS NULL AND c.replaced_at IS NULL AND c.expires_at > current_instant()
  ORDER BY c.read_out_code_id DESC
$$;

ALTER TABLE outgoing_messages ADD COLUMN read_out_code_id bigint REFERENCES read_out_codes ON DELETE CASCADE;
CREATE INDEX outgoing_messages_read_out_code ON outgoing_messages (read_out_code_id) WHERE read_out_code_id IS NOT NULL;

ALTER TABLE masquerades ADD COLUMN caller_grade text NOT NULL DEFAULT 'none' CHECK (caller_grade_rank(caller_grade) IS NOT NULL);
COMMENT ON COLUMN masquerades.caller_grade IS 'How the caller was verified when the masquerade started. A repeated start can raise it.';
GRANT SELECT (caller_grade) ON masquerades TO porchlight_portal, porchlight_view;
GRANT SELECT (caller_grade), INSERT (caller_grade), UPDATE (caller_grade) ON masquerades TO porchlight_desk;

-- As before, and the grade of a live masquerade only rises.
CREATE OR REPLACE FUNCTION guard_masquerade_constants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL AND NEW.purpose_reference = '[erased]' THEN
    OLD.purpose_reference := NEW.purpose_reference;
    IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
  END IF;
  IF (NEW.masquerade_id, NEW.csr_id, NEW.desk_session_id, NEW.web_user_id, NEW.account_id, NEW.purpose_kind,
      NEW.purpose_reference, NEW.created_at, NEW.ends_at, NEW.idle_seconds)
    IS DISTINCT FROM (OLD.masquerade_id, OLD.csr_id, OLD.desk_session_id, OLD.web_user_id, OLD.account_id,
      OLD.purpose_kind, OLD.purpose_reference, OLD.created_at, OLD.ends_at, OLD.idle_seconds)
    OR public.caller_grade_rank(NEW.caller_grade) < public.caller_grade_rank(OLD.caller_grade) THEN
    RAISE EXCEPTION 'a masquerade''s constants never change';
  END IF;
  IF OLD.ended_at IS NOT NULL THEN RAISE EXCEPTION 'an ended masquerade never changes'; END IF;
  RETURN NEW;
END $$;

-- As before, with the grade and the grades that entitlements require (null: as shipped).
DROP FUNCTION open_masquerade_request(bytea, text);
CREATE FUNCTION open_masquerade_request(in_token_hash bytea, in_host_masquerade_id text)
  RETURNS TABLE (masquerade_id text, csr_id text, csr_display_name text, permissions text[], desk_session_id bigint,
    web_user_id bigint, user_name text, email text, locale text, person_id bigint, display_name text, account_id bigint,
    mode text, ends_at timestamptz, is_stepped_up boolean, switches jsonb, caller_grade text, entitlement_grades jsonb,
    end_cause text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE m masquerades; cause text;
BEGIN
  SELECT * INTO m FROM masquerades WHERE token_hash = in_token_hash
    AND (in_host_masquerade_id IS NULL OR masquerade_id = in_host_masquerade_id);
  IF NOT FOUND THEN RETURN; END IF;
  cause := masquerade_end_cause(m);
  IF cause IS NOT NULL THEN
    PERFORM end_masquerade(m.masquerade_id, cause, '{}');
    masquerade_id := m.masquerade_id; csr_id := m.csr_id; account_id := m.account_id; web_user_id := m.web_user_id;
    end_cause := cause;
    RETURN NEXT; RETURN;
  END IF;
  IF m.last_activity_at < current_instant() - interval '15 seconds' THEN
    UPDATE masquerades x SET last_activity_at = current_instant() WHERE x.masquerade_id = m.masquerade_id;
    UPDATE desk_sessions s SET last_used_at = current_instant() WHERE s.desk_session_id = m.desk_session_id;
  END IF;
  RETURN QUERY
  SELECT m.masquerade_id, m.csr_id, u.display_name, permissions_of(m.csr_id), m.desk_session_id, w.web_user_id,
    w.user_name, w.email, w.locale, w.person_id, full_name(n.given_name, n.surname, n.organisation_name), m.account_id,
    m.mode, m.ends_at,
    COALESCE(m.step_up_until > current_instant(), false), entitlement_switches_of(m.csr_id), m.caller_grade,
    setting_value('caller.entitlement-grades'), NULL::text
  FROM web_users w
  JOIN csr_users u ON u.csr_id = m.csr_id
  LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
  WHERE w.web_user_id = m.web_user_id;
END $$;

-- As before, and how the person's calls were verified.
CREATE OR REPLACE FUNCTION person_erasure_steps() RETURNS TABLE (step integer, table_name text, pick text, change text)
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
AS $$
  WITH said (mine, made_by_mine, sole, shared) AS (VALUES (
    'web_user_id = ANY (($1).web_user_ids)',
    'self_service_task_id IN (SELECT t.self_service_task_id FROM self_service_tasks t WHERE t.self_service_user_id = ANY (($1).web_user_ids))',
    'account_id = ANY (($1).alone_account_ids)',
    'account_id = ANY (($1).shared_account_ids)'))
  SELECT (row_number() OVER ())::integer, v.* FROM said s, LATERAL (VALUES
    ('customer_sessions', s.mine, 'DELETE'),
    ('web_user_credentials', s.mine, 'DELETE'),
    ('mailed_keys', s.mine, 'DELETE'),
    ('known_devices', s.mine, 'DELETE'),
    ('failed_sign_ins', s.mine, 'DELETE'),
    ('notification_preferences', s.mine, 'DELETE'),
    ('link_news', s.mine || ' OR ' || s.made_by_mine, 'DELETE'),
    ('visit_news', s.mine, 'DELETE'),
    ('caller_verifications', s.mine, 'DELETE'),
    ('read_out_codes', s.mine, 'DELETE'),
    ('unlinks', s.mine || ' OR ' || s.made_by_mine, 'DELETE'),
    ('web_user_accounts', s.mine, 'DELETE'),
    ('web_user_accounts', s.shared || ' AND without_words(nickname, ($1).words) <> nickname', 'nickname = without_words(nickname, ($1).words)'),
    ('password_reset_requests', 'lower(name) = ANY (($1).emails) OR name = ANY (($1).words)', 'DELETE'),
    ('outgoing_messages', 'lower(recipient) = ANY (($1).emails) OR ' || s.made_by_mine, 'DELETE'),
    ('cis_deliveries', s.made_by_mine || ' AND (body IS NOT NULL OR failure IS NOT NULL OR reference IS NOT NULL)',
      'body = NULL, failure = NULL, reference = NULL'),
    ('card_payment_sessions', s.made_by_mine || $q$ AND redirect_url <> ''$q$, $q$redirect_url = ''$q$),
    ('self_service_task_log', s.made_by_mine || $q$ AND (reason <> '' OR actor = ANY (($1).words))$q$,
      $q$reason = '', actor = CASE WHEN actor = ANY (($1).words) THEN 'erased' ELSE actor END$q$),
    ('self_service_task_log', 'self_service_task_id IN (SELECT t.self_service_task_id FROM self_service_tasks t WHERE t.' || s.shared
      || ' OR t.' || s.sole || ') AND without_words(reason, ($1).words) <> reason', 'reason = without_words(reason, ($1).words)'),
    ('self_service_tasks', $q$self_service_user_id = ANY (($1).web_user_ids) AND (payload <> '{}' OR failure IS NOT NULL OR
        csr_id IS NULL AND (web_user_id <> 'erased' OR email_address <> 'erased' OR ip_address <> '0.0.0.0'))$q$,
      $q$payload = '{}', failure = NULL,
        web_user_id = CASE WHEN csr_id IS NULL AND web_user_id IS NOT NULL THEN 'erased' ELSE web_user_id END,
        email_address = CASE WHEN email_address IS NOT NULL THEN 'erased' END,
        ip_address = CASE WHEN csr_id IS NULL THEN '0.0.0.0' ELSE ip_address END, version = version + 1$q$),
    ('self_service_tasks', '(' || s.shared || ' OR ' || s.sole || ') AND without_words(payload::text, ($1).words) <> payload::text',
      'payload = without_words(payload::text, ($1).words)::jsonb, version = version + 1'),
    ('customer_contacts', '(' || s.sole || ' OR ' || s.made_by_mine || $q$ OR masquerade_id IN (SELECT m.masquerade_id FROM masquerades m
      WHERE m.web_user_id = ANY (($1).web_user_ids))) AND note <> '[erased]'$q$, $q$note = '[erased]'$q$),
    ('customer_contacts', s.shared || ' AND without_words(note, ($1).words) <> note', 'note = without_words(note, ($1).words)'),
    ('to_dos', '(' || s.sole || ' OR ' || s.made_by_mine || $q$) AND (completion_note <> '[erased]' OR message_failure IS NOT NULL)$q$,
      $q$completion_note = CASE WHEN completion_note IS NOT NULL THEN '[erased]' END, message_failure = NULL$q$),
    ('to_dos', s.shared || ' AND without_words(completion_note, ($1).words) <> completion_note',
      'completion_note = without_words(completion_note, ($1).words)'),
    ('masquerades', '(' || s.mine || ' OR ' || s.sole || $q$) AND purpose_reference <> '[erased]'$q$, $q$purpose_reference = '[erased]'$q$),
    ('protected_openings', s.sole || $q$ AND reference <> '[erased]'$q$, $q$reference = '[erased]'$q$),
    ('mailing_addresses', s.sole, 'DELETE'),
    ('person_contacts', 'person_id = ($1).person_id', 'DELETE'),
    ('person_identifiers', 'person_id = ($1).person_id', 'DELETE'),
    ('account_persons', 'person_id = ($1).person_id AND NOT is_main_customer', 'DELETE'),
    ('person_names', $q$person_id = ($1).person_id AND name_type = 'alias'$q$, 'DELETE'),
    ('person_names', $q$person_id = ($1).person_id AND full_name(given_name, surname, organisation_name)
        <> 'Erased person ' || person_id$q$,
      $q$given_name = NULL, surname = CASE WHEN surname IS NOT NULL THEN 'Erased person ' || person_id END,
        organisation_name = CASE WHEN surname IS NULL THEN 'Erased person ' || person_id END$q$),
    ('web_users', s.mine || $q$ AND email <> 'erased-' || web_user_id || '@invalid'$q$,
      $q$user_name = 'erased-' || web_user_id, email = 'erased-' || web_user_id || '@invalid', email_confirmed_at = NULL,
        is_active = false, last_seen_at = NULL, source_key = NULL, source_digest = NULL, version = version + 1$q$),
    ('search_lexicon', $q$kind = 'name' AND term = ANY (ARRAY(
        SELECT t.term FROM unnest(($1).words) AS u (word), LATERAL search_name_terms(NULL, u.word, NULL) n,
          LATERAL (VALUES (n.surname_term), (n.given_term)) t (term)
        UNION SELECT search_term(x.word) FROM unnest(($1).words) AS u (word), LATERAL unnest(search_words(u.word)) AS x (word)))
      AND NOT EXISTS (SELECT 1 FROM search_names k WHERE search_lexicon.term IN (k.surname, k.given))$q$, 'DELETE'),
    ('persons', 'person_id = ($1).person_id AND erased_at IS NULL',
      'source_key = NULL, is_protected = false, erased_at = current_instant(), version = version + 1')
  ) v (table_name, pick, change)
$$;

REVOKE EXECUTE ON FUNCTION caller_grade_rank, caller_targets, own_read_out_codes, open_masquerade_request FROM PUBLIC;
GRANT EXECUTE ON FUNCTION caller_grade_rank TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
GRANT EXECUTE ON FUNCTION caller_targets, give_back_attempt TO porchlight_desk;
GRANT EXECUTE ON FUNCTION own_read_out_codes, open_masquerade_request TO porchlight_portal, porchlight_view;

INSERT INTO group_permissions (csr_group, resource, access_mode)
SELECT DISTINCT g.csr_group, 'caller', 'verify' FROM group_permissions g
WHERE (g.resource, g.access_mode) IN (('masquerade', 'start'), ('contact', 'add'))
ON CONFLICT DO NOTHING;
