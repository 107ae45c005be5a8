-- Taking a web user off an account, and what a CSR does for a web user beside it: adopt a relationship, switch a login off
-- and on, send a link to the customer's own address. The rules and their reasons: docs/decisions/0013-unlink.md.

-- Whoever was here before is taken at the word of who made the row (an import, the demo).
ALTER TABLE web_users ADD COLUMN email_confirmed_at timestamptz DEFAULT now();
COMMENT ON COLUMN web_users.email_confirmed_at IS 'When the customer proved that the address is theirs; null: not yet.';

-- Keys that are mailed to a web user: each opens one page of the portal, once. The key itself stands nowhere: it is made from
-- the nonce and the installation's encryption key when the mail leaves; here stands its hash.
CREATE TABLE mailed_keys (
  mailed_key_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('password-reset', 'email-confirmation')),
  web_user_id bigint NOT NULL REFERENCES web_users ON DELETE CASCADE,
  email text NOT NULL,
  nonce text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  csr_id text NOT NULL REFERENCES csr_users,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
COMMENT ON COLUMN mailed_keys.email IS 'Where it went. A key is good only while that is the web user''s address.';
CREATE INDEX mailed_keys_web_user ON mailed_keys (web_user_id, purpose);
ALTER TABLE outgoing_messages ADD COLUMN mailed_key_id bigint REFERENCES mailed_keys ON DELETE CASCADE;
CREATE INDEX outgoing_messages_mailed_key ON outgoing_messages (mailed_key_id) WHERE mailed_key_id IS NOT NULL;
GRANT SELECT (mailed_key_id, purpose, web_user_id, created_at, expires_at, used_at), INSERT, UPDATE (expires_at)
  ON mailed_keys TO porchlight_desk;
GRANT SELECT (mailed_key_id, nonce, expires_at) ON mailed_keys TO porchlight_worker;

-- The web user of a key that is still good: not used, not over, mailed to the address that is still the web user's.
CREATE FUNCTION web_user_of_mailed_key(in_purpose text, in_key_hash bytea)
  RETURNS TABLE (web_user_id bigint, user_name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT w.web_user_id, w.user_name FROM mailed_keys k JOIN web_users w USING (web_user_id)
  WHERE k.key_hash = in_key_hash AND k.purpose = in_purpose AND k.used_at IS NULL AND k.expires_at > current_instant()
    AND w.is_active AND w.email = k.email
$$;

-- Uses a key, once, by one conditional UPDATE. No row: it is not good (any more), and nothing is changed.
CREATE FUNCTION use_mailed_key(in_purpose text, in_key_hash bytea)
  RETURNS TABLE (web_user_id bigint, user_name text, email text, locale text, person_id bigint, display_name text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE who web_users;
BEGIN
  UPDATE mailed_keys k SET used_at = current_instant() FROM web_users w
  WHERE k.key_hash = in_key_hash AND k.purpose = in_purpose AND k.used_at IS NULL AND k.expires_at > current_instant()
    AND w.web_user_id = k.web_user_id AND w.is_active AND w.email = k.email
  RETURNING w.* INTO who;
  IF NOT FOUND THEN RETURN; END IF;
  -- Whoever holds what was mailed there reads that mailbox.
  UPDATE web_users w SET email_confirmed_at = current_instant()
  WHERE w.web_user_id = who.web_user_id AND w.email_confirmed_at IS NULL;
  RETURN QUERY
  SELECT who.web_user_id, who.user_name, who.email, who.locale, who.person_id,
    full_name(n.given_name, n.surname, n.organisation_name)
  FROM (VALUES (1)) one LEFT JOIN person_names n ON n.person_id = who.person_id AND n.name_type = 'primary';
END $$;

-- Sets a password by a mailed key; every session of the web user ends, and every other key that would set one. Row: as above.
CREATE FUNCTION reset_password(in_key_hash bytea, in_new_hash text)
  RETURNS TABLE (web_user_id bigint, user_name text, email text, locale text, person_id bigint, display_name text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  SELECT * INTO web_user_id, user_name, email, locale, person_id, display_name
  FROM use_mailed_key('password-reset', in_key_hash);
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO web_user_credentials AS c (web_user_id, password_hash, changed_at)
  VALUES (reset_password.web_user_id, in_new_hash, current_instant())
  ON CONFLICT (web_user_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at;
  UPDATE customer_sessions s SET ended_at = current_instant()
  WHERE s.web_user_id = reset_password.web_user_id AND s.ended_at IS NULL;
  UPDATE mailed_keys k SET expires_at = current_instant()
  WHERE k.web_user_id = reset_password.web_user_id AND k.purpose = 'password-reset' AND k.used_at IS NULL
    AND k.expires_at > current_instant();
  RETURN NEXT;
END $$;

-- Switches a login off or on. Off: its sessions end, and no key that was mailed is good any more. Returns the new version;
-- null, and nothing changed, where another version stands or it is so already.
CREATE FUNCTION set_web_user_active(in_web_user_id bigint, in_version integer, in_is_active boolean) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE new_version integer;
BEGIN
  UPDATE web_users SET is_active = in_is_active, version = version + 1
  WHERE web_user_id = in_web_user_id AND version = in_version AND is_active <> in_is_active
  RETURNING version INTO new_version;
  IF NOT FOUND OR in_is_active THEN RETURN new_version; END IF;
  UPDATE customer_sessions SET ended_at = current_instant() WHERE web_user_id = in_web_user_id AND ended_at IS NULL;
  UPDATE mailed_keys SET expires_at = current_instant()
  WHERE web_user_id = in_web_user_id AND used_at IS NULL AND expires_at > current_instant();
  RETURN new_version;
END $$;

-- Makes a row of the reserved type the utility's own: one way, never of the reserved type again. Returns the new version;
-- null, and nothing changed, where another version stands or the row is not of the reserved type.
CREATE FUNCTION adopt_account_person(in_account_id bigint, in_person_id bigint, in_version integer,
    in_relationship_type text) RETURNS integer
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  UPDATE account_persons ap SET relationship_type = chosen.relationship_type, version = ap.version + 1
  FROM relationship_types standing, relationship_types chosen
  WHERE ap.account_id = in_account_id AND ap.person_id = in_person_id AND ap.version = in_version
    AND standing.relationship_type = ap.relationship_type AND standing.is_reserved
    AND chosen.relationship_type = in_relationship_type AND NOT chosen.is_reserved
  RETURNING ap.version
$$;

-- What an unlink took, as it was, so that it can be linked again within the same call.
CREATE TABLE unlinks (
  unlink_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  web_user_id bigint NOT NULL REFERENCES web_users ON DELETE CASCADE,
  account_id bigint NOT NULL REFERENCES accounts,
  csr_id text NOT NULL REFERENCES csr_users,
  desk_session_id bigint NOT NULL REFERENCES desk_sessions,
  self_service_task_id bigint NOT NULL REFERENCES self_service_tasks,
  reason text NOT NULL,
  link jsonb NOT NULL,
  account_person jsonb,
  unlinked_at timestamptz NOT NULL,
  undo_until timestamptz NOT NULL,
  linked_again_at timestamptz
);
COMMENT ON COLUMN unlinks.account_person IS 'The account-person row that went with the link; null where it stayed.';
CREATE INDEX unlinks_account ON unlinks (account_id, unlinked_at DESC);
CREATE INDEX unlinks_pair ON unlinks (web_user_id, account_id);
ALTER TABLE unlinks ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON unlinks FOR SELECT TO porchlight_desk USING (true);
GRANT SELECT ON unlinks TO porchlight_desk;

-- Holds still what an unlink depends on, until the end of the transaction: the account-person row (which linking an account
-- waits for), the links of the same person, the tasks that are not final. What is read after it is what will be changed.
CREATE FUNCTION hold_for_unlink(in_web_user_id bigint, in_account_id bigint) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE in_person_id bigint;
BEGIN
  SELECT person_id INTO in_person_id FROM web_users WHERE web_user_id = in_web_user_id FOR SHARE;
  PERFORM 1 FROM account_persons WHERE account_id = in_account_id AND person_id = in_person_id FOR UPDATE;
  PERFORM 1 FROM web_user_accounts l JOIN web_users w USING (web_user_id)
  WHERE l.account_id = in_account_id AND w.person_id = in_person_id ORDER BY l.web_user_id FOR UPDATE OF l;
  PERFORM 1 FROM self_service_tasks
  WHERE self_service_user_id = in_web_user_id AND account_id = in_account_id AND NOT is_final
  ORDER BY self_service_task_id FOR UPDATE;
END $$;

-- Takes a link away, and the account-person row with it where that is asked for. Never the main customer's row, nor one that
-- another link of the same person needs: asking for that is an error, and nothing is changed.
CREATE FUNCTION unlink_web_user(in_web_user_id bigint, in_account_id bigint, in_takes_person boolean, in_csr_id text,
    in_desk_session_id bigint, in_task_id bigint, in_reason text, OUT unlink_id bigint, OUT undo_until timestamptz)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  taken web_user_accounts;
  person account_persons;
BEGIN
  DELETE FROM web_user_accounts WHERE web_user_id = in_web_user_id AND account_id = in_account_id RETURNING * INTO taken;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such link'; END IF;
  IF in_takes_person THEN
    DELETE FROM account_persons ap USING web_users w
    WHERE w.web_user_id = in_web_user_id AND ap.account_id = in_account_id AND ap.person_id = w.person_id
      AND NOT ap.is_main_customer AND NOT EXISTS (
        SELECT 1 FROM web_user_accounts l JOIN web_users o USING (web_user_id)
        WHERE l.account_id = ap.account_id AND o.person_id = ap.person_id)
    RETURNING ap.* INTO person;
    IF NOT FOUND THEN RAISE EXCEPTION 'the account-person row may not go'; END IF;
  END IF;
  INSERT INTO unlinks AS u (web_user_id, account_id, csr_id, desk_session_id, self_service_task_id, reason, link,
    account_person, unlinked_at, undo_until)
  VALUES (in_web_user_id, in_account_id, in_csr_id, in_desk_session_id, in_task_id, in_reason, to_jsonb(taken),
    CASE WHEN in_takes_person THEN to_jsonb(person) END, current_instant(), current_instant() + interval '30 minutes')
  RETURNING u.unlink_id, u.undo_until INTO unlink_id, undo_until;
END $$;

-- Puts back what an unlink took, as new versions. `outcome`: 'linked' | 'over' (too late, or done already) | 'changed'
-- (somebody has made or taken away such a row since) | 'not-found' (another desk session's, or another account's).
CREATE FUNCTION link_web_user_again(in_unlink_id bigint, in_account_id bigint, in_desk_session_id bigint,
    OUT outcome text, OUT web_user_id bigint, OUT is_person_restored boolean, OUT task_id bigint)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  u unlinks;
  link web_user_accounts;
  person account_persons;
  who bigint;
BEGIN
  SELECT * INTO u FROM unlinks x WHERE x.unlink_id = in_unlink_id AND x.account_id = in_account_id
    AND x.desk_session_id = in_desk_session_id FOR UPDATE;
  IF NOT FOUND THEN outcome := 'not-found'; RETURN; END IF;
  web_user_id := u.web_user_id;
  task_id := u.self_service_task_id;
  is_person_restored := u.account_person IS NOT NULL;
  IF u.linked_again_at IS NOT NULL OR u.undo_until <= current_instant() THEN outcome := 'over'; RETURN; END IF;
  outcome := 'changed';
  SELECT w.person_id INTO who FROM web_users w WHERE w.web_user_id = u.web_user_id;
  IF is_person_restored THEN
    person := jsonb_populate_record(NULL::account_persons, u.account_person);
    IF person.person_id <> who THEN RETURN; END IF;
    person.version := person.version + 1;
    INSERT INTO account_persons SELECT person.* ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
  ELSE
    -- Nobody takes the row away while the link comes back to it.
    PERFORM 1 FROM account_persons ap WHERE ap.account_id = u.account_id AND ap.person_id = who FOR KEY SHARE;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  link := jsonb_populate_record(NULL::web_user_accounts, u.link);
  link.version := link.version + 1;
  INSERT INTO web_user_accounts SELECT link.* ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE unlinks x SET linked_again_at = current_instant() WHERE x.unlink_id = in_unlink_id;
  outcome := 'linked';
END $$;

-- As before, but linking waits for an unlink that is going on: it must not rely on an account-person row that is about to go.
CREATE OR REPLACE FUNCTION link_account(in_account_id bigint, in_postal_code text)
  RETURNS TABLE (outcome text, role text, is_person_added boolean, is_financially_responsible boolean)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  who web_users;
  standing account_persons;
  is_open boolean;
  linked_as boolean;
  role_given text;
BEGIN
  SELECT * INTO who FROM web_users w WHERE w.web_user_id = current_web_user_id() AND w.is_active;
  SELECT * INTO standing FROM account_persons ap WHERE ap.account_id = in_account_id AND ap.person_id = who.person_id
    FOR KEY SHARE;
  SELECT l.is_active INTO linked_as FROM web_user_accounts l
  WHERE l.web_user_id = who.web_user_id AND l.account_id = in_account_id;
  -- The postal code fits; the utility has not taken the web access of this person, nor switched off this link; and nobody
  -- on the account is protected, unless the person is on it already.
  SELECT who.web_user_id IS NOT NULL AND COALESCE(standing.web_access_allowed, true) AND COALESCE(linked_as, true)
    AND plain_postal_code(in_postal_code) IN (
      SELECT plain_postal_code(m.postal_code) FROM mailing_addresses m WHERE m.account_id = in_account_id
      UNION ALL
      SELECT plain_postal_code(p.postal_code)
      FROM service_agreements a JOIN service_agreement_points ap USING (service_agreement_id)
      JOIN service_points s USING (service_point_id) JOIN premises p USING (premise_id)
      WHERE a.account_id = in_account_id)
    AND (standing.person_id IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM account_persons ap JOIN persons p USING (person_id)
      WHERE ap.account_id = in_account_id AND p.is_protected))
  INTO is_open;
  IF is_open IS NOT TRUE THEN RETURN QUERY SELECT 'refused', NULL::text, NULL::boolean, NULL::boolean; RETURN; END IF;
  role_given := CASE
    WHEN standing.is_main_customer THEN 'account-holder'
    WHEN standing.is_financially_responsible AND NOT standing.is_third_party_guarantor THEN 'co-holder'
    ELSE 'viewer' END;
  INSERT INTO web_user_accounts (web_user_id, account_id, role) VALUES (who.web_user_id, in_account_id, role_given)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN QUERY SELECT 'already-linked', NULL::text, NULL::boolean, NULL::boolean; RETURN; END IF;
  INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible)
  SELECT in_account_id, who.person_id, t.relationship_type, r.is_financially_responsible
  FROM relationship_types t, web_user_roles r WHERE t.is_reserved AND r.role = role_given
  ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT 'linked', role_given, standing.person_id IS NULL, ap.is_financially_responsible
  FROM account_persons ap WHERE ap.account_id = in_account_id AND ap.person_id = who.person_id;
END $$;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('call-centre', 'account-link', 'unlink'),
  ('call-centre', 'web-user', 'deactivate'),
  ('call-centre', 'web-user', 'resend-confirmation'),
  ('call-centre', 'web-user', 'send-reset'),
  ('supervisors', 'account-link', 'unlink'),
  ('supervisors', 'account-person', 'adopt'),
  ('supervisors', 'account-person', 'remove'),
  ('supervisors', 'web-user', 'deactivate'),
  ('supervisors', 'web-user', 'resend-confirmation'),
  ('supervisors', 'web-user', 'send-reset'),
  ('security-officer', 'web-user', 'deactivate')
ON CONFLICT DO NOTHING;

REVOKE EXECUTE ON FUNCTION web_user_of_mailed_key, use_mailed_key, reset_password, set_web_user_active,
  adopt_account_person, hold_for_unlink, unlink_web_user, link_web_user_again FROM PUBLIC;
GRANT EXECUTE ON FUNCTION web_user_of_mailed_key, use_mailed_key, reset_password TO porchlight_portal;
GRANT EXECUTE ON FUNCTION set_web_user_active, adopt_account_person, hold_for_unlink, unlink_web_user,
  link_web_user_again TO porchlight_desk;
