-- A new link waits for a holder or a CSR: until then there is no link, so that nothing of the account is seen. The rules and
-- their reasons: docs/decisions/0032-a-link-waits-for-approval.md.

-- Who holds an account: financially responsible (not only as a guarantor), with web access, and able to sign in. The one place
-- that says so: the policy, the mails and the portal's own rows read it.
CREATE VIEW account_holders AS
  SELECT l.account_id, l.web_user_id
  FROM web_user_accounts l
  JOIN web_users w USING (web_user_id)
  JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
  WHERE l.is_active AND w.is_active AND ap.web_access_allowed AND ap.is_financially_responsible
    AND NOT ap.is_third_party_guarantor;
GRANT SELECT ON account_holders TO porchlight_desk, porchlight_worker;

-- The accounts that the transaction's web user holds; in a masquerade no protected one.
CREATE FUNCTION held_account_ids() RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(array_agg(h.account_id), '{}') FROM account_holders h
  WHERE h.web_user_id = current_web_user_id() AND h.account_id = ANY (linked_account_ids())
$$;

-- A holder sees and decides the requests for the accounts they hold; making one stays the newcomer's own.
CREATE POLICY held_link_requests ON self_service_tasks FOR SELECT TO porchlight_portal, porchlight_view
  USING (task_type = 'account-verification' AND account_id = ANY ((SELECT held_account_ids())::bigint[]));
CREATE POLICY decide_link_requests ON self_service_tasks FOR UPDATE TO porchlight_portal
  USING (task_type = 'account-verification' AND account_id = ANY ((SELECT held_account_ids())::bigint[]))
  WITH CHECK (task_type = 'account-verification' AND account_id = ANY ((SELECT held_account_ids())::bigint[]));
CREATE INDEX self_service_tasks_link_requests ON self_service_tasks (account_id)
  WHERE task_type = 'account-verification' AND state = 'awaiting-approval';

-- Who is to be told of what became of a link: written beside the change, whoever made it; the worker mails it.
CREATE TABLE link_news (
  link_news_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  news text NOT NULL CHECK (news IN ('requested', 'approved', 'declined', 'closed', 'expired', 'removed')),
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  web_user_id bigint NOT NULL REFERENCES web_users ON DELETE CASCADE,
  self_service_task_id bigint NOT NULL REFERENCES self_service_tasks ON DELETE CASCADE,
  at timestamptz NOT NULL,
  told_at timestamptz
);
CREATE INDEX link_news_untold ON link_news (link_news_id) WHERE told_at IS NULL;
CREATE INDEX link_news_task ON link_news (self_service_task_id);
GRANT SELECT, UPDATE (told_at), DELETE ON link_news TO porchlight_worker;

CREATE FUNCTION note_link_news() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  became text := CASE
    WHEN NEW.state = 'awaiting-approval' THEN 'requested'
    WHEN NEW.state = 'rejected' THEN 'declined'
    WHEN NEW.state = 'discarded' THEN 'closed'
    WHEN NEW.state = 'expired' THEN 'expired'
    -- The link is there when its effect is made, whatever the CIS says to it later.
    WHEN TG_OP = 'UPDATE' AND OLD.applied_at IS NULL AND NEW.applied_at IS NOT NULL THEN 'approved' END;
BEGIN
  IF became IS NULL OR NEW.account_id IS NULL OR NEW.self_service_user_id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO link_news (news, account_id, web_user_id, self_service_task_id, at)
  VALUES (became, NEW.account_id, NEW.self_service_user_id, NEW.self_service_task_id, current_instant());
  PERFORM pg_notify('link_news', '');
  RETURN NULL;
END $$;
-- What is made in another state was decided elsewhere (an import, the demo): nobody waits for news of it.
CREATE TRIGGER link_requested AFTER INSERT ON self_service_tasks FOR EACH ROW
  WHEN (NEW.task_type = 'account-verification' AND NEW.state = 'awaiting-approval') EXECUTE FUNCTION note_link_news();
CREATE TRIGGER link_decided AFTER UPDATE OF state ON self_service_tasks FOR EACH ROW
  WHEN (NEW.task_type = 'account-verification' AND NEW.state <> OLD.state) EXECUTE FUNCTION note_link_news();

-- Mailed keys of holders: take the newcomer off, without being signed in. Nobody at the desk asked for them.
ALTER TABLE mailed_keys ALTER COLUMN csr_id DROP NOT NULL;
ALTER TABLE mailed_keys ADD COLUMN self_service_task_id bigint REFERENCES self_service_tasks ON DELETE CASCADE;
COMMENT ON COLUMN mailed_keys.self_service_task_id IS 'Of a key that takes a newcomer off: their request.';
ALTER TABLE mailed_keys DROP CONSTRAINT mailed_keys_purpose_check;
ALTER TABLE mailed_keys ADD CONSTRAINT mailed_keys_purpose_check
  CHECK (purpose IN ('password-reset', 'email-confirmation', 'link-removal'));
ALTER TABLE mailed_keys ADD CONSTRAINT mailed_keys_link_removal
  CHECK ((purpose = 'link-removal') = (self_service_task_id IS NOT NULL));
GRANT INSERT (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, self_service_task_id)
  ON mailed_keys TO porchlight_worker;

-- Gives back an attempt that turned out right: only failures count.
CREATE FUNCTION give_back_attempt(in_bucket bytea, in_window interval) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  UPDATE attempts SET count = count - 1
  WHERE bucket = in_bucket AND window_starts_at = date_bin(in_window, current_instant(), timestamptz '2000-01-01 00:00Z')
    AND count > 0
$$;

-- Whether a person may be linked to an account at all: nobody has taken their web access, nor switched the link off; and a
-- protected account (the one notion of it: account_is_protected) only where they are on it already.
CREATE FUNCTION may_be_linked(in_web_user_id bigint, in_account_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (
    SELECT 1 FROM web_users w
    LEFT JOIN account_persons ap ON ap.account_id = in_account_id AND ap.person_id = w.person_id
    LEFT JOIN web_user_accounts l ON l.account_id = in_account_id AND l.web_user_id = w.web_user_id
    WHERE w.web_user_id = in_web_user_id AND w.is_active AND COALESCE(ap.web_access_allowed, true)
      AND COALESCE(l.is_active, true) AND (ap.person_id IS NOT NULL OR NOT account_is_protected(in_account_id)))
$$;

-- What linking an account was until now: a link at once.
DROP FUNCTION link_account(bigint, text);

-- Whether the transaction's web user may ask for a link to an account. `outcome`: 'may-ask' | 'already-linked' |
-- 'already-asked' | 'declined' (by the account, within thirty days) | 'too-many' (three that wait) | 'refused', which says
-- nothing of why. Whoever is on the account already is kept out by nobody else's attempts, requests or refusals.
-- in_is_crowded: there were many wrong attempts at this account lately.
CREATE FUNCTION may_request_link(in_account_id bigint, in_postal_code text, in_is_crowded boolean,
    OUT outcome text, OUT has_holder boolean)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  who bigint := current_web_user_id();
  is_on_it boolean;
BEGIN
  -- Two requests of the same web user at once: the second sees the first.
  PERFORM pg_advisory_xact_lock(hashtextextended(concat('link request ', who), 0));
  is_on_it := EXISTS (SELECT 1 FROM account_persons ap JOIN web_users w USING (person_id)
    WHERE ap.account_id = in_account_id AND w.web_user_id = who);
  has_holder := EXISTS (SELECT 1 FROM account_holders h WHERE h.account_id = in_account_id);
  outcome := 'refused';
  IF (may_be_linked(who, in_account_id) AND (is_on_it OR NOT in_is_crowded)
    AND plain_postal_code(in_postal_code) IN (
      SELECT plain_postal_code(m.postal_code) FROM mailing_addresses m WHERE m.account_id = in_account_id
      UNION ALL
      SELECT plain_postal_code(p.postal_code)
      FROM service_agreements a JOIN service_agreement_points ap USING (service_agreement_id)
      JOIN service_points s USING (service_point_id) JOIN premises p USING (premise_id)
      WHERE a.account_id = in_account_id)) IS NOT TRUE THEN RETURN; END IF;
  outcome := CASE
    WHEN EXISTS (SELECT 1 FROM web_user_accounts l WHERE l.web_user_id = who AND l.account_id = in_account_id)
      THEN 'already-linked'
    WHEN EXISTS (SELECT 1 FROM self_service_tasks t WHERE t.self_service_user_id = who AND t.account_id = in_account_id
      AND t.task_type = 'account-verification' AND NOT t.is_final) THEN 'already-asked'
    WHEN is_on_it THEN 'may-ask'
    WHEN EXISTS (SELECT 1 FROM self_service_tasks t WHERE t.self_service_user_id = who AND t.account_id = in_account_id
      AND t.task_type = 'account-verification' AND t.state = 'rejected'
      AND t.updated_at > current_instant() - interval '30 days') THEN 'declined'
    WHEN (SELECT count(*) FROM self_service_tasks t WHERE t.self_service_user_id = who
      AND t.task_type = 'account-verification' AND t.state = 'awaiting-approval') >= 3 THEN 'too-many'
    WHEN (SELECT count(*) FROM self_service_tasks t JOIN web_users w ON w.web_user_id = t.self_service_user_id
      WHERE t.account_id = in_account_id AND t.task_type = 'account-verification' AND t.state = 'awaiting-approval'
        AND NOT EXISTS (SELECT 1 FROM account_persons ap
          WHERE ap.account_id = t.account_id AND ap.person_id = w.person_id)) >= 5 THEN 'refused'
    ELSE 'may-ask' END;
END $$;

-- Makes the links that were requested and approved; each is looked at once more. `failure` is null where it is there now. The
-- role follows from the account-person row of the web user's own person, never from what was asked.
CREATE FUNCTION make_requested_links(in_task_ids bigint[]) RETURNS TABLE (task_id bigint, failure text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  t self_service_tasks;
  standing account_persons;
  role_given text;
  who bigint;
BEGIN
  FOR t IN SELECT * FROM self_service_tasks x WHERE x.self_service_task_id = ANY (in_task_ids)
    AND x.task_type = 'account-verification' ORDER BY x.self_service_task_id LOOP
    task_id := t.self_service_task_id;
    failure := NULL;
    -- An unlink that is going on is waited for: the row must not be relied upon while it is about to go.
    SELECT w.person_id INTO who FROM web_users w WHERE w.web_user_id = t.self_service_user_id FOR KEY SHARE;
    standing := NULL;
    SELECT * INTO standing FROM account_persons ap WHERE ap.account_id = t.account_id AND ap.person_id = who FOR KEY SHARE;
    IF NOT may_be_linked(t.self_service_user_id, t.account_id) THEN
      failure := 'link-not-possible';
      RETURN NEXT;
      CONTINUE;
    END IF;
    role_given := CASE
      WHEN standing.is_main_customer THEN 'account-holder'
      WHEN standing.is_financially_responsible AND NOT standing.is_third_party_guarantor THEN 'co-holder'
      ELSE 'viewer' END;
    INSERT INTO web_user_accounts (web_user_id, account_id, role)
    VALUES (t.self_service_user_id, t.account_id, role_given) ON CONFLICT DO NOTHING;
    INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible)
    SELECT t.account_id, who, r.relationship_type, o.is_financially_responsible
    FROM relationship_types r, web_user_roles o WHERE r.is_reserved AND o.role = role_given
    ON CONFLICT DO NOTHING;
    UPDATE self_service_tasks x SET payload = x.payload || jsonb_build_object('role', role_given,
      'isPersonAdded', standing.person_id IS NULL, 'isFinanciallyResponsible', (
        SELECT ap.is_financially_responsible FROM account_persons ap
        WHERE ap.account_id = t.account_id AND ap.person_id = who))
    WHERE x.self_service_task_id = t.self_service_task_id;
    RETURN NEXT;
  END LOOP;
END $$;

-- The same for a holder in the portal, for an account that the transaction's web user holds. Null: it is there now.
CREATE FUNCTION make_link_as_holder(in_task_id bigint) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM self_service_tasks t WHERE t.self_service_task_id = in_task_id
    AND t.state = 'pending' AND t.account_id = ANY (held_account_ids())) THEN RETURN 'not-found'; END IF;
  RETURN (SELECT m.failure FROM make_requested_links(ARRAY[in_task_id]) m);
END $$;

-- Whether a holder may take a web user off an account: never the main customer, nor themself. Another holder only where they
-- came by a request, as every holder was told; who else shares the account is the utility's to say.
CREATE FUNCTION may_take_off(in_account_id bigint, in_web_user_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT in_account_id = ANY (held_account_ids()) AND in_web_user_id <> current_web_user_id() AND EXISTS (
    SELECT 1 FROM web_user_accounts l JOIN web_users w USING (web_user_id)
    LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
    WHERE l.account_id = in_account_id AND l.web_user_id = in_web_user_id AND l.is_active
      AND NOT COALESCE(ap.is_main_customer, false)
      AND (NOT EXISTS (SELECT 1 FROM account_holders h
          WHERE h.account_id = l.account_id AND h.web_user_id = l.web_user_id)
        OR EXISTS (SELECT 1 FROM self_service_tasks t WHERE t.self_service_user_id = l.web_user_id
          AND t.account_id = l.account_id AND t.task_type = 'account-verification' AND t.applied_at IS NOT NULL)))
$$;

-- Who sees an account in the portal, for a holder of it: nobody for anybody else.
CREATE FUNCTION people_of_account(in_account_id bigint)
  RETURNS TABLE (web_user_id bigint, user_name text, display_name text, role text, is_holder boolean, is_self boolean,
    is_removable boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT w.web_user_id, w.user_name, full_name(n.given_name, n.surname, n.organisation_name), l.role,
    h.web_user_id IS NOT NULL, w.web_user_id = current_web_user_id(), may_take_off(in_account_id, w.web_user_id)
  FROM web_user_accounts l
  JOIN web_users w USING (web_user_id)
  JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
  LEFT JOIN account_holders h ON h.account_id = l.account_id AND h.web_user_id = l.web_user_id
  LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
  WHERE l.account_id = in_account_id AND in_account_id = ANY (held_account_ids())
    AND l.is_active AND w.is_active AND ap.web_access_allowed
  ORDER BY 6 DESC, 5 DESC, 3 LIMIT 200
$$;

-- The requests that wait for a decision on the accounts that the transaction's web user holds.
CREATE FUNCTION waiting_link_requests()
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
  ORDER BY t.self_service_task_id LIMIT 200
$$;

-- Takes a web user off an account that the transaction's web user holds: the link, and the account-person row where
-- self-service made it and no other link of the person needs it. Null, and nothing changed, where that may not be.
CREATE FUNCTION take_off_account(in_account_id bigint, in_web_user_id bigint, in_task_id bigint)
  RETURNS TABLE (user_name text, is_person_removed boolean)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE taken web_users;
BEGIN
  IF NOT may_take_off(in_account_id, in_web_user_id) THEN RETURN; END IF;
  PERFORM hold_for_unlink(in_web_user_id, in_account_id);
  DELETE FROM web_user_accounts l WHERE l.web_user_id = in_web_user_id AND l.account_id = in_account_id;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT * INTO taken FROM web_users w WHERE w.web_user_id = in_web_user_id;
  DELETE FROM account_persons ap USING relationship_types r
  WHERE ap.account_id = in_account_id AND ap.person_id = taken.person_id AND r.relationship_type = ap.relationship_type
    AND r.is_reserved AND NOT EXISTS (
      SELECT 1 FROM web_user_accounts l JOIN web_users o USING (web_user_id)
      WHERE l.account_id = ap.account_id AND o.person_id = ap.person_id);
  user_name := taken.user_name;
  is_person_removed := FOUND;
  INSERT INTO link_news (news, account_id, web_user_id, self_service_task_id, at)
  VALUES ('removed', in_account_id, in_web_user_id, in_task_id, current_instant());
  PERFORM pg_notify('link_news', '');
  RETURN NEXT;
END $$;

-- What a key that takes a newcomer off is about; no row where the key is not good (any more).
CREATE FUNCTION link_request_of_key(in_key_hash bytea)
  RETURNS TABLE (task_id bigint, account_id bigint, web_user_id bigint, user_name text, state text, version integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT t.self_service_task_id, t.account_id, t.self_service_user_id, n.user_name, t.state, t.version
  FROM mailed_keys k
  JOIN web_users w USING (web_user_id)
  JOIN self_service_tasks t ON t.self_service_task_id = k.self_service_task_id
  JOIN web_users n ON n.web_user_id = t.self_service_user_id
  WHERE k.key_hash = in_key_hash AND k.purpose = 'link-removal' AND k.used_at IS NULL
    AND k.expires_at > current_instant() AND w.is_active AND w.email = k.email
$$;

REVOKE EXECUTE ON FUNCTION held_account_ids, note_link_news, give_back_attempt, may_be_linked, may_request_link,
  make_requested_links, make_link_as_holder, may_take_off, people_of_account, waiting_link_requests, take_off_account,
  link_request_of_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION held_account_ids, people_of_account, waiting_link_requests TO porchlight_portal, porchlight_view;
GRANT EXECUTE ON FUNCTION give_back_attempt, may_request_link, make_link_as_holder, take_off_account, link_request_of_key
  TO porchlight_portal;
GRANT EXECUTE ON FUNCTION make_requested_links TO porchlight_worker;
