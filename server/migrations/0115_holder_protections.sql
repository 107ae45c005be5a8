-- Protection between the people of one account (docs/decisions/0103-protection-between-holders.md): everybody else on the account
-- sees of a protected person what they saw on the day of the mark, and nothing newer.

CREATE TABLE holder_protections (
  holder_protection_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  person_id bigint NOT NULL REFERENCES persons ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('family-violence', 'confidential-address', 'employee', 'household')),
  reason text NOT NULL,
  marked_by_csr_id text NOT NULL REFERENCES csr_users,
  marked_at timestamptz NOT NULL,
  shown_name text NOT NULL,
  shown_web_users jsonb NOT NULL,
  line1 text NOT NULL DEFAULT '',
  line2 text NOT NULL DEFAULT '',
  city text NOT NULL DEFAULT '',
  region text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT 'US',
  version integer NOT NULL DEFAULT 0,
  was_protected boolean NOT NULL,
  mark_version integer NOT NULL DEFAULT 1,
  removal_asked_by_csr_id text REFERENCES csr_users,
  removed_by_csr_id text REFERENCES csr_users,
  removed_at timestamptz,
  removal_reason text,
  CHECK ((removed_at IS NULL) = (removed_by_csr_id IS NULL))
);
CREATE UNIQUE INDEX holder_protections_active ON holder_protections (account_id, person_id) WHERE removed_at IS NULL;
CREATE INDEX holder_protections_person ON holder_protections (person_id);
COMMENT ON TABLE holder_protections IS 'People whose contacts, address, user names and visits are hidden from everybody else on the account.';
COMMENT ON COLUMN holder_protections.shown_name IS 'The name on the day of the mark, which the others on the account still see.';
COMMENT ON COLUMN holder_protections.shown_web_users IS 'User name by web user id on the day of the mark. The others see no newer web user.';
COMMENT ON COLUMN holder_protections.version IS 'Of the mailing address. mark_version counts what staff did with the mark.';
COMMENT ON COLUMN holder_protections.line1 IS 'The mailing address of this person alone. The others see and change the address of the account.';

ALTER TABLE holder_protections ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON holder_protections TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY own_protection ON holder_protections TO porchlight_portal, porchlight_view
  USING (removed_at IS NULL AND person_id IN (SELECT w.person_id FROM web_users w)
    AND account_id = ANY ((SELECT linked_account_ids())::bigint[]));
GRANT SELECT ON holder_protections TO porchlight_desk, porchlight_worker;
GRANT SELECT (account_id, person_id, line1, line2, city, region, postal_code, country, version, removed_at) ON holder_protections
  TO porchlight_portal, porchlight_view;
GRANT UPDATE (line1, line2, city, region, postal_code, country, version) ON holder_protections TO porchlight_portal;

-- The one reading: whether a person is hidden, on this account, from this web user. Every reader between holders asks it.
CREATE FUNCTION is_hidden_between(in_account_id bigint, in_person_id bigint, in_viewer_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM holder_protections h
    WHERE h.account_id = in_account_id AND h.person_id = in_person_id AND h.removed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM web_users w WHERE w.web_user_id = in_viewer_id AND w.person_id = h.person_id))
$$;

-- How the transaction's web user sees a person of an account: the name of today, or of the day of the mark.
CREATE FUNCTION name_between(in_account_id bigint, in_person_id bigint, in_name text) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT CASE WHEN in_account_id = ANY ((SELECT linked_account_ids())::bigint[])
      AND is_hidden_between(in_account_id, in_person_id, current_web_user_id()) THEN (
      SELECT h.shown_name FROM holder_protections h
      WHERE h.account_id = in_account_id AND h.person_id = in_person_id AND h.removed_at IS NULL)
    ELSE in_name END
$$;

-- The user name of a web user as the transaction's web user sees it; null where that web user is newer than the mark.
CREATE FUNCTION user_name_between(in_account_id bigint, in_web_user_id bigint) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT CASE WHEN is_hidden_between(in_account_id, w.person_id, current_web_user_id()) THEN (
      SELECT h.shown_web_users ->> in_web_user_id::text FROM holder_protections h
      WHERE h.account_id = in_account_id AND h.person_id = w.person_id AND h.removed_at IS NULL)
    ELSE w.user_name END
  FROM web_users w WHERE w.web_user_id = in_web_user_id
$$;

-- The mailing address of each account as the reader sees it: a protected person's own, for them alone. Row-level security chooses.
CREATE VIEW shown_mailing_addresses WITH (security_invoker = true) AS
  SELECT a.account_id,
    CASE WHEN h.account_id IS NULL THEN m.line1 ELSE h.line1 END AS line1,
    CASE WHEN h.account_id IS NULL THEN m.line2 ELSE h.line2 END AS line2,
    CASE WHEN h.account_id IS NULL THEN m.city ELSE h.city END AS city,
    CASE WHEN h.account_id IS NULL THEN m.region ELSE h.region END AS region,
    CASE WHEN h.account_id IS NULL THEN m.postal_code ELSE h.postal_code END AS postal_code,
    CASE WHEN h.account_id IS NULL THEN m.country ELSE h.country END AS country,
    CASE WHEN h.account_id IS NULL THEN m.version ELSE h.version END AS version,
    h.account_id IS NOT NULL AS is_own
  FROM accounts a
  LEFT JOIN mailing_addresses m USING (account_id)
  LEFT JOIN holder_protections h ON h.account_id = a.account_id AND h.removed_at IS NULL;
GRANT SELECT ON shown_mailing_addresses TO porchlight_portal, porchlight_view;

-- As before, with what the reader may see of a protected person.
CREATE OR REPLACE FUNCTION people_of_account(in_account_id bigint)
  RETURNS TABLE (web_user_id bigint, user_name text, display_name text, role text, is_holder boolean, is_self boolean,
    is_removable boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT w.web_user_id, shown.user_name,
    name_between(in_account_id, w.person_id, full_name(n.given_name, n.surname, n.organisation_name)), l.role,
    h.web_user_id IS NOT NULL, w.web_user_id = current_web_user_id(), may_take_off(in_account_id, w.web_user_id)
  FROM web_user_accounts l
  JOIN web_users w USING (web_user_id)
  JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
  CROSS JOIN LATERAL (SELECT user_name_between(in_account_id, w.web_user_id) AS user_name) shown
  LEFT JOIN account_holders h ON h.account_id = l.account_id AND h.web_user_id = l.web_user_id
  LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
  WHERE l.account_id = in_account_id AND in_account_id = ANY (held_account_ids())
    AND l.is_active AND w.is_active AND ap.web_access_allowed AND shown.user_name IS NOT NULL
  ORDER BY 6 DESC, 5 DESC, 3 LIMIT 200
$$;

-- As before, without the requests of a protected person: staff decides those.
CREATE OR REPLACE FUNCTION waiting_link_requests()
  RETURNS TABLE (self_service_task_id bigint, account_id bigint, version integer, user_name text, display_name text,
    asked_at timestamptz, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT t.self_service_task_id, t.account_id, t.version, w.user_name,
    full_name(n.given_name, n.surname, n.organisation_name), t.created_at, t.expires_at
  FROM self_service_tasks t
  JOIN web_users w ON w.web_user_id = t.self_service_user_id
  LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
  WHERE t.task_type = 'account-verification' AND t.state = 'awaiting-approval'
    AND t.account_id = ANY ((SELECT held_account_ids())::bigint[])
    AND NOT is_hidden_between(t.account_id, w.person_id, current_web_user_id())
  ORDER BY t.self_service_task_id LIMIT 200
$$;

-- Whether the transaction's web user, a holder, sees another one's request for a link.
CREATE FUNCTION sees_link_request_of(in_account_id bigint, in_web_user_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT NOT is_hidden_between(in_account_id, (SELECT w.person_id FROM web_users w WHERE w.web_user_id = in_web_user_id),
    current_web_user_id())
$$;
ALTER POLICY held_link_requests ON self_service_tasks
  USING (task_type = 'account-verification' AND account_id = ANY ((SELECT held_account_ids())::bigint[])
    AND sees_link_request_of(account_id, self_service_user_id));
ALTER POLICY decide_link_requests ON self_service_tasks
  USING (task_type = 'account-verification' AND account_id = ANY ((SELECT held_account_ids())::bigint[])
    AND sees_link_request_of(account_id, self_service_user_id))
  WITH CHECK (task_type = 'account-verification' AND account_id = ANY ((SELECT held_account_ids())::bigint[]));

-- As before. A key that was mailed before the mark tells the user name of that day.
CREATE OR REPLACE FUNCTION link_request_of_key(in_key_hash bytea)
  RETURNS TABLE (task_id bigint, account_id bigint, web_user_id bigint, user_name text, state text, version integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT t.self_service_task_id, t.account_id, t.self_service_user_id, CASE
      WHEN is_hidden_between(t.account_id, n.person_id, w.web_user_id) THEN (
        SELECT h.shown_web_users ->> n.web_user_id::text FROM holder_protections h
        WHERE h.account_id = t.account_id AND h.person_id = n.person_id AND h.removed_at IS NULL)
      ELSE n.user_name END, t.state, t.version
  FROM mailed_keys k
  JOIN web_users w USING (web_user_id)
  JOIN self_service_tasks t ON t.self_service_task_id = k.self_service_task_id
  JOIN web_users n ON n.web_user_id = t.self_service_user_id
  WHERE k.key_hash = in_key_hash AND k.purpose = 'link-removal' AND k.used_at IS NULL
    AND k.expires_at > current_instant() AND w.is_active AND w.email = k.email
$$;

-- While a person is protected on an account, an import does not end the protection at the desk.
CREATE FUNCTION keep_protection() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  NEW.is_protected := EXISTS (SELECT 1 FROM holder_protections h WHERE h.person_id = NEW.person_id AND h.removed_at IS NULL);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_protection BEFORE UPDATE OF is_protected ON persons FOR EACH ROW
  WHEN (OLD.is_protected AND NOT NEW.is_protected) EXECUTE FUNCTION keep_protection();

-- What tells two addresses apart, however a system writes them.
CREATE FUNCTION address_letters(in_line1 text, in_postal_code text) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT regexp_replace(upper(in_line1), '[^[:alnum:]]', '', 'g') || ' ' || left(regexp_replace(upper(in_postal_code), '[^[:alnum:]]', '', 'g'), 5)
$$;

-- The portal sends a changed own address to the CIS, which may send it back as the address of the account, where the others would read
-- it: the account keeps the address that it has. What a customer types is never compared, so that nobody can find the address by trying.
CREATE FUNCTION keep_own_address_hidden() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM holder_protections h WHERE h.account_id = NEW.account_id AND h.removed_at IS NULL
      AND address_letters(h.line1, h.postal_code) = address_letters(NEW.line1, NEW.postal_code))
    AND (TG_OP = 'INSERT' OR address_letters(OLD.line1, OLD.postal_code) <> address_letters(NEW.line1, NEW.postal_code)) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_own_address_hidden BEFORE INSERT OR UPDATE OF line1, postal_code ON mailing_addresses FOR EACH ROW
  WHEN (current_user NOT IN ('porchlight_portal', 'porchlight_view')) EXECUTE FUNCTION keep_own_address_hidden();

-- Marks a person of an account. `outcome`: 'marked' | 'not-found' | 'already-done' | 'no-service-address'.
-- Every outcome but the first makes the caller roll back.
-- in_hides_address: the account's mailing address is known to this person alone; the others get the address of the service.
CREATE FUNCTION mark_holder_protection(in_csr_id text, in_account_id bigint, in_person_id bigint, in_kind text, in_reason text,
    in_hides_address boolean) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE was boolean;
BEGIN
  PERFORM 1 FROM account_persons ap WHERE ap.account_id = in_account_id AND ap.person_id = in_person_id FOR KEY SHARE;
  IF NOT FOUND THEN RETURN 'not-found'; END IF;
  SELECT p.is_protected INTO was FROM persons p WHERE p.person_id = in_person_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM holder_protections h
    WHERE h.account_id = in_account_id AND h.person_id = in_person_id AND h.removed_at IS NULL) THEN RETURN 'already-done'; END IF;
  -- Of a person who is marked on two accounts, the earlier mark knows how they stood before it.
  was := COALESCE((SELECT h.was_protected FROM holder_protections h
    WHERE h.person_id = in_person_id AND h.removed_at IS NULL ORDER BY h.marked_at LIMIT 1), was);
  INSERT INTO holder_protections (account_id, person_id, kind, reason, marked_by_csr_id, marked_at, shown_name, shown_web_users,
    line1, line2, city, region, postal_code, country, version, was_protected)
  SELECT in_account_id, in_person_id, in_kind, in_reason, in_csr_id, current_instant(),
    COALESCE(full_name(n.given_name, n.surname, n.organisation_name), ''),
    COALESCE((SELECT jsonb_object_agg(w.web_user_id::text, w.user_name) FROM web_users w
      JOIN web_user_accounts l USING (web_user_id) WHERE w.person_id = in_person_id AND l.account_id = in_account_id), '{}'),
    COALESCE(m.line1, ''), COALESCE(m.line2, ''), COALESCE(m.city, ''), COALESCE(m.region, ''), COALESCE(m.postal_code, ''),
    COALESCE(m.country, 'US'), COALESCE(m.version, 0), was
  FROM persons p
  LEFT JOIN person_names n ON n.person_id = p.person_id AND n.name_type = 'primary'
  LEFT JOIN mailing_addresses m ON m.account_id = in_account_id
  WHERE p.person_id = in_person_id;
  IF in_hides_address THEN
    UPDATE mailing_addresses m SET line1 = place.line1, line2 = place.line2, city = place.city, region = place.region,
      postal_code = place.postal_code, country = 'US', version = m.version + 1
    FROM (SELECT p.line1, p.line2, p.city, p.region, p.postal_code FROM service_agreements sa
      JOIN service_agreement_points sap USING (service_agreement_id) JOIN service_points sp USING (service_point_id)
      JOIN premises p USING (premise_id) WHERE sa.account_id = in_account_id
      ORDER BY sa.ended_on DESC NULLS FIRST, sa.started_on DESC, p.premise_id LIMIT 1) place
    WHERE m.account_id = in_account_id;
    -- Without a place to show instead, the others would go on reading the address.
    IF NOT FOUND AND EXISTS (SELECT 1 FROM mailing_addresses m WHERE m.account_id = in_account_id) THEN
      RETURN 'no-service-address';
    END IF;
  END IF;
  UPDATE persons SET is_protected = true, version = version + 1 WHERE person_id = in_person_id AND NOT is_protected;
  RETURN 'marked';
END $$;

-- Removes the mark, or asks for it where the utility wants a second person.
-- `outcome`: 'removed' | 'asked' | 'not-found' | 'version-conflict' | 'own-request'.
-- in_version: the mark as this CSR saw it. Nobody confirms the request of a colleague that they have not seen.
CREATE FUNCTION remove_holder_protection(in_csr_id text, in_account_id bigint, in_person_id bigint, in_reason text,
    in_version integer) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE h holder_protections;
BEGIN
  SELECT * INTO h FROM holder_protections x
  WHERE x.account_id = in_account_id AND x.person_id = in_person_id AND x.removed_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not-found'; END IF;
  IF h.mark_version <> in_version THEN RETURN 'version-conflict'; END IF;
  IF staff_has_four_eyes() AND h.removal_asked_by_csr_id = in_csr_id THEN RETURN 'own-request'; END IF;
  IF staff_has_four_eyes() AND h.removal_asked_by_csr_id IS NULL THEN
    UPDATE holder_protections x SET removal_asked_by_csr_id = in_csr_id, removal_reason = in_reason, mark_version = mark_version + 1
    WHERE x.holder_protection_id = h.holder_protection_id;
    RETURN 'asked';
  END IF;
  UPDATE holder_protections x SET removed_at = current_instant(), removed_by_csr_id = in_csr_id,
    removal_reason = concat_ws(E'\n', h.removal_reason, in_reason), shown_name = '', shown_web_users = '{}', line1 = '', line2 = '',
    city = '', region = '', postal_code = ''
  WHERE x.holder_protection_id = h.holder_protection_id;
  UPDATE persons SET is_protected = false, version = version + 1
  WHERE person_id = in_person_id AND is_protected AND NOT h.was_protected AND NOT EXISTS (
    SELECT 1 FROM holder_protections x WHERE x.person_id = in_person_id AND x.removed_at IS NULL);
  RETURN 'removed';
END $$;

REVOKE EXECUTE ON FUNCTION is_hidden_between, name_between, user_name_between, sees_link_request_of, keep_protection, address_letters,
  keep_own_address_hidden, mark_holder_protection, remove_holder_protection FROM PUBLIC;
GRANT EXECUTE ON FUNCTION name_between, sees_link_request_of TO porchlight_portal, porchlight_view;
GRANT EXECUTE ON FUNCTION is_hidden_between TO porchlight_desk, porchlight_worker;
GRANT EXECUTE ON FUNCTION mark_holder_protection, remove_holder_protection TO porchlight_desk;

INSERT INTO group_permissions (csr_group, resource, access_mode)
SELECT DISTINCT g.csr_group, 'holder-protection', 'mark' FROM group_permissions g
WHERE (g.resource, g.access_mode) = ('account', 'open-protected')
ON CONFLICT DO NOTHING;

-- As before, and the person's own marks.
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
    ('token_exchanges', s.mine || ' OR ' || s.sole, 'DELETE'),
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
    ('holder_protections', 'person_id = ($1).person_id', 'DELETE'),
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
