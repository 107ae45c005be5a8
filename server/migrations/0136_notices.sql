-- What the utility tells of an account: a new bill, an overdue payment, high usage. See decision 168.

-- A row for each thing to tell of, once. The worker claims it and writes its mails and texts in the same transaction.
CREATE TABLE notices (
  notification text NOT NULL CHECK (notification IN ('bill-ready', 'payment-overdue', 'usage-high')),
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  about text NOT NULL CHECK (length(about) <= 60),
  details jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  told_at timestamptz,
  PRIMARY KEY (account_id, notification, about)
);
COMMENT ON COLUMN notices.about IS 'The bill, or the service point and day. Found again, it is not told again.';
CREATE INDEX notices_untold ON notices (at) WHERE told_at IS NULL;
CREATE INDEX notices_told ON notices (told_at) WHERE told_at IS NOT NULL;
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
CREATE POLICY tell ON notices TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY staff ON notices FOR SELECT TO porchlight_desk USING (true);
GRANT SELECT, INSERT, UPDATE (told_at), DELETE ON notices TO porchlight_worker;
GRANT SELECT ON notices TO porchlight_desk;

-- An import of old bills tells nobody: a bill counts as new for a week.
CREATE FUNCTION note_new_bills() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO notices (notification, account_id, about, at)
  SELECT 'bill-ready', a.account_id, a.bill_id::text, current_instant() FROM added a
  WHERE a.bill_date BETWEEN current_instant()::date - 7 AND current_instant()::date + 1
  ON CONFLICT DO NOTHING;
  IF FOUND THEN PERFORM pg_notify('notices', ''); END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_new_bills FROM PUBLIC;
CREATE TRIGGER bills_added AFTER INSERT ON bills REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_bills();
CREATE INDEX bills_due_date ON bills (due_date, account_id);

-- Service points with new readings, whose newest day the worker compares with the usual.
CREATE TABLE usage_checks (
  service_point_id bigint PRIMARY KEY REFERENCES service_points ON DELETE CASCADE,
  at timestamptz NOT NULL
);
ALTER TABLE usage_checks ENABLE ROW LEVEL SECURITY;
CREATE POLICY work ON usage_checks TO porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (at), DELETE ON usage_checks TO porchlight_worker;

CREATE FUNCTION note_new_usage() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO usage_checks (service_point_id, at)
  SELECT DISTINCT a.service_point_id, current_instant() FROM added a
  WHERE a.channel = 'delivered' AND a.month >= date_trunc('month', current_instant() - interval '3 days')::date
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_new_usage FROM PUBLIC;
CREATE TRIGGER usage_added AFTER INSERT ON usage_months REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_usage();
CREATE TRIGGER usage_changed AFTER UPDATE ON usage_months REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_usage();

-- The key of a link that switches one notification off, without a sign-in. It can be used again: a mail program may send it twice.
ALTER TABLE mailed_keys
  ADD COLUMN account_id bigint REFERENCES accounts ON DELETE CASCADE,
  ADD COLUMN stops text;
COMMENT ON COLUMN mailed_keys.stops IS 'What the key switches off: notification and channel, as bill-ready.email.';
ALTER TABLE mailed_keys DROP CONSTRAINT mailed_keys_purpose_check;
ALTER TABLE mailed_keys ADD CONSTRAINT mailed_keys_purpose_check
  CHECK (purpose IN ('password-reset', 'email-confirmation', 'link-removal', 'guest-invite', 'notice-off'));
ALTER TABLE mailed_keys ADD CONSTRAINT mailed_keys_stops
  CHECK ((purpose = 'notice-off') = (stops IS NOT NULL) AND (stops IS NULL) = (account_id IS NULL));
CREATE INDEX mailed_keys_account ON mailed_keys (account_id) WHERE account_id IS NOT NULL;
GRANT SELECT (account_id, stops) ON mailed_keys TO porchlight_desk, porchlight_worker;
GRANT INSERT (account_id, stops) ON mailed_keys TO porchlight_worker;

CREATE FUNCTION notice_of_key(in_key_hash bytea)
  RETURNS TABLE (web_user_id bigint, account_id bigint, stops text, choices jsonb, version integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT k.web_user_id, k.account_id, k.stops, p.choices, p.version
  FROM mailed_keys k JOIN web_users w USING (web_user_id)
  JOIN web_user_accounts l ON l.web_user_id = k.web_user_id AND l.account_id = k.account_id AND l.is_active
  LEFT JOIN notification_preferences p ON p.web_user_id = k.web_user_id AND p.account_id = k.account_id
  WHERE k.key_hash = in_key_hash AND k.purpose = 'notice-off' AND k.expires_at > current_instant() AND w.is_active
$$;

-- Makes the key's owner the web user of this transaction.
CREATE FUNCTION use_notice_key(in_key_hash bytea)
  RETURNS TABLE (web_user_id bigint, user_name text, email text, locale text, person_id bigint, display_name text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  UPDATE mailed_keys k SET used_at = current_instant() FROM web_users w
  LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
  WHERE k.key_hash = in_key_hash AND k.purpose = 'notice-off' AND k.expires_at > current_instant()
    AND w.web_user_id = k.web_user_id AND w.is_active
  RETURNING w.web_user_id, w.user_name, w.email, w.locale, w.person_id, full_name(n.given_name, n.surname, n.organisation_name)
$$;
REVOKE EXECUTE ON FUNCTION notice_of_key, use_notice_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notice_of_key, use_notice_key TO porchlight_portal;

-- As before; a text message with a key is for the key's web user too, and goes with them.
CREATE OR REPLACE FUNCTION address_message() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE own bigint := current_web_user_id();
BEGIN
  NEW.web_user_id := NULL;
  -- A code that is read out to support is on a page of its own while it works.
  IF NEW.template IS NULL OR NEW.read_out_code_id IS NOT NULL THEN RETURN NEW; END IF;
  NEW.web_user_id := (SELECT k.web_user_id FROM mailed_keys k WHERE k.mailed_key_id = NEW.mailed_key_id);
  -- The page of messages lists mail; a text message is not counted as unread there.
  IF NEW.medium <> 'mail' THEN NEW.read_at := NEW.created_at; RETURN NEW; END IF;
  NEW.web_user_id := COALESCE(NEW.web_user_id,
    (SELECT w.web_user_id FROM web_users w WHERE w.web_user_id = own AND w.email = NEW.recipient),
    (SELECT min(w.web_user_id) FROM web_users w WHERE lower(w.email) COLLATE "C" = lower(NEW.recipient) COLLATE "C" AND w.is_active
     HAVING count(*) = 1));
  RETURN NEW;
END $$;

-- As before, and a notice is about the account of its key.
CREATE OR REPLACE FUNCTION own_messages()
  RETURNS TABLE (message_id bigint, template text, subject text, account_id bigint, created_at timestamptz, is_read boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.outgoing_message_id, o.template, o.subject,
    CASE WHEN a.account_id = ANY ((SELECT linked_account_ids())::bigint[]) THEN a.account_id END, o.created_at, o.read_at IS NOT NULL
  FROM session_proof(decode(NULLIF(current_setting('porchlight.session', true), ''), 'hex'), '0') p
  JOIN outgoing_messages o ON o.web_user_id = p.web_user_id
  LEFT JOIN self_service_tasks t ON t.self_service_task_id = o.self_service_task_id
  LEFT JOIN mailed_keys k ON k.mailed_key_id = o.mailed_key_id,
  LATERAL (SELECT COALESCE(t.account_id, k.account_id) AS account_id) a
  WHERE o.medium = 'mail' AND (p.actor_kind = 'customer' OR a.account_id = ANY ((SELECT linked_account_ids())::bigint[])
    AND a.account_id = (SELECT m.account_id FROM masquerades m WHERE m.masquerade_id = p.masquerade_id))
  ORDER BY o.outgoing_message_id DESC LIMIT 100
$$;

-- As before, and the texts of notices.
CREATE OR REPLACE FUNCTION messages_of_person(in_person_id bigint)
  RETURNS TABLE (outgoing_message_id bigint, recipient text, subject text, body text, created_at timestamptz,
    sent_at timestamptz, failure text, self_service_task_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.outgoing_message_id, o.recipient, o.subject, o.body, o.created_at, o.sent_at, o.failure, o.self_service_task_id
  FROM outgoing_messages o
  WHERE o.medium = 'mail' AND lower(o.recipient) IN (
    SELECT lower(w.email) FROM web_users w WHERE w.person_id = in_person_id
    UNION SELECT c.normalised_value FROM person_contacts c WHERE c.person_id = in_person_id AND c.contact_type = 'email')
  OR o.medium = 'text' AND (o.read_out_code_id IN (
    SELECT k.read_out_code_id FROM read_out_codes k JOIN web_users w USING (web_user_id) WHERE w.person_id = in_person_id)
    OR o.web_user_id IN (SELECT w.web_user_id FROM web_users w WHERE w.person_id = in_person_id))
$$;
