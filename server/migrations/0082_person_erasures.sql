-- Erasure of one person (docs/decisions/0061-erasure-of-one-person.md): what is taken away, what stays, and how far it is.

ALTER TABLE persons ADD COLUMN erased_at timestamptz;
COMMENT ON COLUMN persons.erased_at IS 'The row stays for what refers to it; it says nothing about the person any more.';

CREATE TABLE person_erasures (
  person_erasure_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- A person is erased once.
  person_id bigint NOT NULL UNIQUE REFERENCES persons,
  account_id bigint NOT NULL REFERENCES accounts,
  asked_by_csr_id text NOT NULL REFERENCES csr_users,
  reason text NOT NULL,
  asked_at timestamptz NOT NULL,
  correlation_id uuid NOT NULL,
  web_user_ids bigint[] NOT NULL,
  alone_account_ids bigint[] NOT NULL,
  shared_account_ids bigint[] NOT NULL,
  -- What the work looks for; taken away when it is done.
  words text[],
  emails text[],
  source_key_hash bytea,
  step integer NOT NULL DEFAULT 1,
  rows_erased jsonb NOT NULL DEFAULT '{}',
  done bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0,
  kept jsonb NOT NULL DEFAULT '[]',
  done_at timestamptz,
  record_entry_id bigint,
  CHECK ((done_at IS NULL) = (words IS NOT NULL) AND (done_at IS NULL) = (record_entry_id IS NULL))
);
COMMENT ON COLUMN person_erasures.alone_account_ids IS 'Accounts that the person has and nobody else: what staff wrote there goes.';
COMMENT ON COLUMN person_erasures.source_key_hash IS 'Keyed hash of the CIS''s number: an import of the same person is refused.';
CREATE INDEX person_erasures_running ON person_erasures (person_erasure_id) WHERE done_at IS NULL;
CREATE INDEX person_erasures_source_key ON person_erasures (source_key_hash) WHERE source_key_hash IS NOT NULL;
ALTER TABLE person_erasures ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON person_erasures FOR SELECT TO porchlight_desk, porchlight_worker USING (true);
GRANT SELECT (person_erasure_id, person_id, account_id, asked_by_csr_id, reason, asked_at, rows_erased, done, total, kept, done_at,
  record_entry_id) ON person_erasures TO porchlight_desk, porchlight_worker;

-- Takes words out of a text: whole ones, in any case. The longest first, so that a full name goes as one.
CREATE FUNCTION without_words(written text, words text[]) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE word text;
BEGIN
  FOR word IN SELECT u.w FROM unnest(words) AS u (w) WHERE length(u.w) > 2 ORDER BY length(u.w) DESC, u.w LOOP
    IF position(lower(word) IN lower(written)) > 0 THEN
      written := regexp_replace(written,
        CASE WHEN word ~ '^\w' THEN '\m' ELSE '' END || regexp_replace(word, '([^\w\s])', '\\\1', 'g')
          || CASE WHEN word ~ '\w$' THEN '\M' ELSE '' END, '[erased]', 'gi');
    END IF;
  END LOOP;
  RETURN written;
END $$;

-- What an erasure of this person works on, as it is now.
CREATE FUNCTION person_erasure_scope(in_person_id bigint) RETURNS person_erasures
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE e person_erasures;
BEGIN
  e.person_id := in_person_id;
  e.web_user_ids := ARRAY(SELECT w.web_user_id FROM web_users w WHERE w.person_id = in_person_id ORDER BY 1);
  e.alone_account_ids := ARRAY(SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = in_person_id
    AND NOT EXISTS (SELECT 1 FROM account_persons o WHERE o.account_id = ap.account_id AND o.person_id <> in_person_id) ORDER BY 1);
  e.shared_account_ids := ARRAY(SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = in_person_id
    AND ap.account_id <> ALL (e.alone_account_ids) ORDER BY 1);
  e.emails := ARRAY(SELECT lower(w.email) FROM web_users w WHERE w.person_id = in_person_id
    UNION SELECT c.normalised_value FROM person_contacts c WHERE c.person_id = in_person_id AND c.contact_type = 'email' ORDER BY 1);
  -- A name that others of a shared account have too is theirs: it is looked for only beside the given name.
  e.words := ARRAY(
    SELECT full_name(n.given_name, n.surname, n.organisation_name) FROM person_names n WHERE n.person_id = in_person_id
    UNION SELECT p.part FROM person_names n, LATERAL (VALUES (n.given_name), (n.surname)) p (part)
      WHERE n.person_id = in_person_id AND p.part IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM account_persons o JOIN person_names m ON m.person_id = o.person_id
        WHERE o.account_id = ANY (e.shared_account_ids) AND o.person_id <> in_person_id
          AND lower(p.part) IN (lower(m.given_name), lower(m.surname)))
    UNION SELECT c.value FROM person_contacts c WHERE c.person_id = in_person_id
    UNION SELECT c.normalised_value FROM person_contacts c WHERE c.person_id = in_person_id
    UNION SELECT w.user_name FROM web_users w WHERE w.person_id = in_person_id
    UNION SELECT w.email FROM web_users w WHERE w.person_id = in_person_id
    ORDER BY 1);
  RETURN e;
END $$;

-- The work, in order: which rows of a table, and what becomes of them. `pick` is false for a row that is done. The preview counts
-- by the same texts. $1 is the erasure.
CREATE FUNCTION person_erasure_steps() RETURNS TABLE (step integer, table_name text, pick text, change text)
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

-- What stands in the way of an erasure. Each is settled first, by whoever owns it; then the person can be erased.
CREATE FUNCTION person_erasure_obstacles(e person_erasures) RETURNS TABLE (obstacle text, count bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  accounts_of bigint[] := e.alone_account_ids || e.shared_account_ids;
  holds bigint := 0;
BEGIN
  -- Retention's table, where this version has it: a hold is on an account.
  IF to_regclass('public.legal_holds') IS NOT NULL THEN
    EXECUTE 'SELECT count(*) FROM legal_holds WHERE account_id = ANY ($1) AND released_at IS NULL' INTO holds USING accounts_of;
  END IF;
  RETURN QUERY SELECT o.obstacle, o.count FROM (
    SELECT 'staff' AS obstacle, count(*) FROM csr_users u WHERE u.person_id = e.person_id
    UNION ALL SELECT 'active-account', count(*) FROM account_persons ap JOIN accounts a USING (account_id)
      WHERE ap.person_id = e.person_id AND ap.is_main_customer AND a.status = 'active'
    UNION ALL SELECT 'open-balance', count(*) FROM account_persons ap JOIN accounts a USING (account_id)
      WHERE ap.person_id = e.person_id AND ap.is_financially_responsible AND a.balance_cents <> 0
    UNION ALL SELECT 'open-task', count(*) FROM self_service_tasks t WHERE NOT t.is_final
      AND (t.self_service_user_id = ANY (e.web_user_ids) OR t.account_id = ANY (e.alone_account_ids))
    UNION ALL SELECT 'open-delivery', count(*) FROM cis_deliveries d JOIN self_service_tasks t USING (self_service_task_id)
      WHERE t.self_service_user_id = ANY (e.web_user_ids) AND d.state = 'waiting'
    UNION ALL SELECT 'open-to-do', count(*) FROM to_dos d WHERE d.completed_at IS NULL AND d.about_csr_id IS NULL
      AND d.account_id = ANY (e.alone_account_ids)
    UNION ALL SELECT 'legal-hold', holds) o (obstacle, count)
  WHERE o.count > 0;
END $$;

-- What stays, how much, why, and until when; a null day: there is no period, or it has no end.
CREATE FUNCTION person_erasure_kept(e person_erasures) RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  main bigint[] := ARRAY(SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = e.person_id AND ap.is_main_customer);
  months integer := NULLIF(setting_value('retention.bills'), 'null')::integer;
  kept jsonb;
BEGIN
  SELECT COALESCE(jsonb_agg(jsonb_build_object('table', k.name, 'count', k.count, 'why', k.why, 'until', k.until)
    ORDER BY k.name, k.why), '[]') INTO kept
  FROM (
    SELECT 'bills' AS name, count(*) AS count, 'legal-period' AS why,
      (max(b.bill_date) + make_interval(months => months))::date AS until FROM bills b WHERE b.account_id = ANY (main)
    UNION ALL SELECT 'payments', count(*), 'legal-period', (max(y.received_on) + make_interval(months => months))::date
      FROM payments y WHERE y.account_id = ANY (main)
    UNION ALL SELECT 'accounts', count(*), 'legal-period', NULL FROM accounts a WHERE a.account_id = ANY (main)
    UNION ALL SELECT 'service_agreements', count(*), 'legal-period', NULL FROM service_agreements a WHERE a.account_id = ANY (main)
    UNION ALL SELECT 'premises', count(DISTINCT sp.premise_id), 'place', NULL FROM service_agreements a
      JOIN service_agreement_points x USING (service_agreement_id) JOIN service_points sp USING (service_point_id)
      WHERE a.account_id = ANY (main)
    UNION ALL SELECT 'usage_months', count(*), 'place', NULL FROM usage_months u WHERE u.service_point_id IN (
      SELECT x.service_point_id FROM service_agreements a JOIN service_agreement_points x USING (service_agreement_id)
      WHERE a.account_id = ANY (main))
    UNION ALL SELECT 'accounts', count(*), 'other-people', NULL FROM accounts a WHERE a.account_id = ANY (e.shared_account_ids)
    UNION ALL SELECT 'card_payment_sessions', count(*), 'legal-period', NULL FROM card_payment_sessions c
      JOIN self_service_tasks t USING (self_service_task_id) WHERE t.self_service_user_id = ANY (e.web_user_ids)
    UNION ALL SELECT 'self_service_tasks', count(*), 'emptied', NULL FROM self_service_tasks t
      WHERE t.self_service_user_id = ANY (e.web_user_ids)
    UNION ALL SELECT 'masquerades', count(*), 'record', NULL FROM masquerades m WHERE m.web_user_id = ANY (e.web_user_ids)
    UNION ALL SELECT 'record_entries', count(*), 'record', NULL FROM record_entries r WHERE r.web_user_id = ANY (e.web_user_ids)
  ) k WHERE k.count > 0;
  RETURN kept;
END $$;

-- How many rows each step finds now.
CREATE FUNCTION person_erasure_counts(e person_erasures) RETURNS TABLE (table_name text, count bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE s record; found bigint;
BEGIN
  FOR s IN SELECT p.table_name AS name, p.pick FROM person_erasure_steps() p ORDER BY p.step LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE %s', s.name, s.pick) INTO found USING e;
    IF found > 0 THEN table_name := s.name; count := found; RETURN NEXT; END IF;
  END LOOP;
END $$;

-- The preview: what goes, what stays and why, what stands in the way.
CREATE FUNCTION preview_person_erasure(in_person_id bigint) RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE e person_erasures := person_erasure_scope(in_person_id);
BEGIN
  RETURN jsonb_build_object(
    'erased', (SELECT COALESCE(jsonb_agg(jsonb_build_object('table', c.name, 'count', c.n) ORDER BY c.name), '[]')
      FROM (SELECT x.table_name AS name, sum(x.count) AS n FROM person_erasure_counts(e) x GROUP BY 1) c),
    'kept', person_erasure_kept(e),
    'obstacles', (SELECT COALESCE(jsonb_agg(jsonb_build_object('obstacle', o.obstacle, 'count', o.count) ORDER BY o.obstacle), '[]')
      FROM person_erasure_obstacles(e) o),
    'accounts', to_jsonb(e.alone_account_ids || e.shared_account_ids),
    'sourceKey', (SELECT p.source_key FROM persons p WHERE p.person_id = in_person_id));
END $$;

-- Begins an erasure: the person cannot sign in from this moment. Null where one has begun already, or something stands in the way.
CREATE FUNCTION begin_person_erasure(in_person_id bigint, in_account_id bigint, in_csr_id text, in_reason text,
    in_correlation_id uuid, in_source_key_hash bytea) RETURNS bigint
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  e person_erasures;
  begun bigint;
BEGIN
  PERFORM 1 FROM persons WHERE person_id = in_person_id FOR UPDATE;
  PERFORM 1 FROM web_users WHERE person_id = in_person_id ORDER BY web_user_id FOR UPDATE;
  e := person_erasure_scope(in_person_id);
  IF EXISTS (SELECT 1 FROM person_erasures x WHERE x.person_id = in_person_id)
    OR EXISTS (SELECT 1 FROM person_erasure_obstacles(e)) THEN RETURN NULL; END IF;
  -- A trigger ends the sessions of a web user that is switched off.
  UPDATE web_users SET is_active = false, version = version + 1 WHERE person_id = in_person_id AND is_active;
  UPDATE mailed_keys SET expires_at = current_instant()
  WHERE web_user_id = ANY (e.web_user_ids) AND used_at IS NULL AND expires_at > current_instant();
  INSERT INTO person_erasures AS x (person_id, account_id, asked_by_csr_id, reason, asked_at, correlation_id, web_user_ids,
    alone_account_ids, shared_account_ids, words, emails, source_key_hash, kept, total)
  VALUES (in_person_id, in_account_id, in_csr_id, in_reason, current_instant(), in_correlation_id, e.web_user_ids,
    e.alone_account_ids, e.shared_account_ids, e.words, e.emails, in_source_key_hash, person_erasure_kept(e),
    (SELECT COALESCE(sum(c.count), 0) FROM person_erasure_counts(e) c))
  RETURNING x.person_erasure_id INTO begun;
  PERFORM pg_notify('person_erasures', '');
  RETURN begun;
END $$;

-- Takes IP addresses and typed reasons out of the record's lines about the person; their leaves keep the commitments (RECORD.md).
-- Returns how many lines, or -1 while lines wait to be sealed. (0 on a database whose record has no leaves yet.)
CREATE FUNCTION erase_record_of_person(e person_erasures, in_most integer) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  ids bigint[];
  erased integer;
  waits boolean;
  of text := 'FROM record_entries r LEFT JOIN record_leaves l USING (record_entry_id)
    WHERE (r.web_user_id = ANY ($1) OR r.account_id = ANY ($2)) AND r.erased_at IS NULL
      AND (r.csr_id IS NULL AND r.ip_address IS NOT NULL OR r.details ? ''givenReason'')';
BEGIN
  IF to_regprocedure('public.erase_record_values(bigint[])') IS NULL THEN RETURN 0; END IF;
  EXECUTE 'SELECT ARRAY(SELECT r.record_entry_id ' || of || ' AND l.record_entry_id IS NOT NULL LIMIT $3)'
    INTO ids USING e.web_user_ids, e.alone_account_ids, in_most;
  IF ids <> '{}' THEN
    EXECUTE 'SELECT erase_record_values($1)' INTO erased USING ids;
    RETURN erased;
  END IF;
  EXECUTE 'SELECT EXISTS (SELECT ' || of || ')' INTO waits USING e.web_user_ids, e.alone_account_ids;
  RETURN CASE WHEN waits THEN -1 ELSE 0 END;
END $$;

-- One batch of the oldest erasure that is not done; null where there is none. Each batch is a transaction: killed at any moment,
-- the next one goes on where the last committed. True: this erasure is done.
CREATE FUNCTION erase_person_batch(in_most integer) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  e person_erasures;
  s record;
  id_column text;
  changed bigint;
  entry bigint;
BEGIN
  SELECT * INTO e FROM person_erasures x WHERE x.done_at IS NULL ORDER BY x.person_erasure_id LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT p.table_name AS name, p.pick, p.change INTO s FROM person_erasure_steps() p WHERE p.step = e.step;
  IF FOUND THEN
    EXECUTE format(CASE WHEN s.change = 'DELETE' THEN 'DELETE FROM %1$I' ELSE 'UPDATE %1$I SET ' || replace(s.change, '%', '%%') END
      || ' WHERE ctid = ANY (ARRAY(SELECT x.ctid FROM %1$I x WHERE %2$s LIMIT %3$s))', s.name,
      replace(s.pick, 'search_lexicon.term', 'x.term'), in_most) USING e;
    GET DIAGNOSTICS changed = ROW_COUNT;
    UPDATE person_erasures x SET done = x.done + changed, step = x.step + CASE WHEN changed < in_most THEN 1 ELSE 0 END,
      rows_erased = CASE WHEN changed = 0 THEN x.rows_erased ELSE
        x.rows_erased || jsonb_build_object(s.name, COALESCE((x.rows_erased ->> s.name)::bigint, 0) + changed) END
    WHERE x.person_erasure_id = e.person_erasure_id;
    RETURN false;
  END IF;
  changed := erase_record_of_person(e, in_most);
  -- The next run goes on when the record is sealed.
  IF changed < 0 THEN RETURN NULL; END IF;
  IF changed > 0 THEN
    UPDATE person_erasures x SET done = x.done + changed, rows_erased = x.rows_erased
      || jsonb_build_object('record_entries', COALESCE((x.rows_erased ->> 'record_entries')::bigint, 0) + changed)
    WHERE x.person_erasure_id = e.person_erasure_id;
    RETURN false;
  END IF;
  -- The end is itself a line of the record; the certificate names it.
  INSERT INTO record_entries (at, event, action, actor_kind, web_user_id, account_id, correlation_id, details)
  VALUES (now(), 'changed', 'person-data:erase', 'system', e.web_user_ids[1], e.account_id, e.correlation_id,
    jsonb_build_object('erasure', 'done', 'personErasureId', e.person_erasure_id, 'personId', e.person_id, 'rows', e.done))
  RETURNING record_entry_id INTO entry;
  UPDATE person_erasures x SET done_at = current_instant(), record_entry_id = entry, words = NULL, emails = NULL, total = x.done
  WHERE x.person_erasure_id = e.person_erasure_id;
  RETURN true;
END $$;

-- As before, but the purpose's reference of a masquerade that has ended can be erased.
CREATE OR REPLACE FUNCTION guard_masquerade_constants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL AND NEW.purpose_reference = '[erased]' THEN
    OLD.purpose_reference := NEW.purpose_reference;
    IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
  END IF;
  IF (NEW.masquerade_id, NEW.csr_id, NEW.desk_session_id, NEW.web_user_id, NEW.account_id, NEW.purpose_kind,
      NEW.purpose_reference, NEW.created_at, NEW.ends_at, NEW.idle_seconds)
    IS DISTINCT FROM (OLD.masquerade_id, OLD.csr_id, OLD.desk_session_id, OLD.web_user_id, OLD.account_id,
      OLD.purpose_kind, OLD.purpose_reference, OLD.created_at, OLD.ends_at, OLD.idle_seconds) THEN
    RAISE EXCEPTION 'a masquerade''s constants never change';
  END IF;
  IF OLD.ended_at IS NOT NULL THEN RAISE EXCEPTION 'an ended masquerade never changes'; END IF;
  RETURN NEW;
END $$;

REVOKE EXECUTE ON FUNCTION person_erasure_scope, person_erasure_obstacles, person_erasure_kept, person_erasure_counts,
  preview_person_erasure, begin_person_erasure, erase_record_of_person, erase_person_batch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION preview_person_erasure, begin_person_erasure TO porchlight_desk;
GRANT EXECUTE ON FUNCTION erase_person_batch TO porchlight_worker;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('supervisors', 'person-data', 'erase'),
  ('security-officer', 'person-data', 'erase')
ON CONFLICT DO NOTHING;
