-- Guests: a holder invites by mail, the guest accepts with their own sign-in or registers, roles change, and people leave.
-- The rules and their reasons: docs/decisions/0138-guests.md.

ALTER TABLE mailed_keys DROP CONSTRAINT mailed_keys_purpose_check;
ALTER TABLE mailed_keys ADD CONSTRAINT mailed_keys_purpose_check
  CHECK (purpose IN ('password-reset', 'email-confirmation', 'link-removal', 'guest-invite'));
ALTER TABLE mailed_keys DROP CONSTRAINT mailed_keys_link_removal;
ALTER TABLE mailed_keys ADD CONSTRAINT mailed_keys_about_task
  CHECK ((purpose IN ('link-removal', 'guest-invite')) = (self_service_task_id IS NOT NULL));
COMMENT ON COLUMN mailed_keys.self_service_task_id IS 'Of a key that removes a newcomer: their request. Of an invitation: its task.';
COMMENT ON COLUMN mailed_keys.web_user_id IS 'Of an invitation: the web user who invites, then the guest who has accepted.';

ALTER TABLE link_news DROP CONSTRAINT link_news_news_check;
ALTER TABLE link_news ADD CONSTRAINT link_news_news_check
  CHECK (news IN ('requested', 'approved', 'declined', 'closed', 'expired', 'removed', 'address-changed', 'joined',
    'role-changed'));

-- Whether a holder may give a role to a guest: it makes nobody responsible for bills, and does not invite.
CREATE FUNCTION is_guest_role(in_role text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM web_user_roles r WHERE r.role = in_role AND NOT r.is_financially_responsible AND 'invite' <> ALL (r.rights))
$$;

-- Whether a web user may invite to an account now: an invitation of somebody who may not any more is over.
CREATE FUNCTION may_invite(in_account_id bigint, in_web_user_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM account_holders h JOIN web_user_accounts l USING (account_id, web_user_id)
    JOIN web_user_roles r USING (role)
    WHERE h.account_id = in_account_id AND h.web_user_id = in_web_user_id AND 'invite' = ANY (r.rights))
$$;

-- Adds the key of an invitation that the transaction's web user has just made. Null where they may not invite.
CREATE FUNCTION add_guest_key(in_task_id bigint, in_nonce text, in_key_hash bytea) RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, lifetime, self_service_task_id)
  SELECT 'guest-invite', t.self_service_user_id, t.payload ->> 'email', in_nonce, in_key_hash, current_instant(),
    current_instant() + interval '14 days', interval '14 days', t.self_service_task_id
  FROM self_service_tasks t
  WHERE t.self_service_task_id = in_task_id AND t.task_type = 'guest-invite' AND t.state = 'awaiting-verification'
    AND t.self_service_user_id = current_web_user_id() AND may_invite(t.account_id, t.self_service_user_id)
  RETURNING mailed_key_id
$$;

-- The invitation of a key that still works. A protected inviter has the name of the day of the mark.
CREATE FUNCTION invitation_of_key(in_key_hash bytea)
  RETURNS TABLE (task_id bigint, account_id bigint, role text, email text, inviter text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT t.self_service_task_id, t.account_id, t.payload ->> 'role', k.email, COALESCE(
    (SELECT h.shown_name FROM holder_protections h
      WHERE h.account_id = t.account_id AND h.person_id = w.person_id AND h.removed_at IS NULL),
    full_name(n.given_name, n.surname, n.organisation_name), '')
  FROM mailed_keys k
  JOIN self_service_tasks t USING (self_service_task_id)
  JOIN web_users w ON w.web_user_id = t.self_service_user_id
  LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
  WHERE k.key_hash = in_key_hash AND k.purpose = 'guest-invite' AND k.used_at IS NULL AND k.expires_at > current_instant()
    AND t.state = 'awaiting-verification' AND may_invite(t.account_id, t.self_service_user_id)
    AND is_guest_role(t.payload ->> 'role')
$$;

-- Uses the key of an invitation and makes the link. `outcome`: 'linked' | 'over' | 'already-linked' | 'link-not-possible'.
-- A person who holds the account anyway keeps the role that follows from that. Every outcome but the first changes nothing.
CREATE FUNCTION take_guest_invitation(in_key_hash bytea, in_web_user_id bigint, OUT outcome text, OUT task_id bigint,
    OUT account_id bigint, OUT role text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  who bigint;
  standing account_persons;
BEGIN
  outcome := 'over';
  PERFORM 1 FROM mailed_keys k JOIN self_service_tasks t USING (self_service_task_id)
  WHERE k.key_hash = in_key_hash AND k.purpose = 'guest-invite' FOR UPDATE;
  SELECT i.task_id, i.account_id, i.role INTO task_id, account_id, role FROM invitation_of_key(in_key_hash) i;
  IF NOT FOUND THEN RETURN; END IF;
  -- An unlink that is going on is waited for.
  SELECT w.person_id INTO who FROM web_users w WHERE w.web_user_id = in_web_user_id FOR KEY SHARE;
  SELECT * INTO standing FROM account_persons ap WHERE ap.account_id = take_guest_invitation.account_id AND ap.person_id = who
    FOR KEY SHARE;
  outcome := 'already-linked';
  IF EXISTS (SELECT 1 FROM web_user_accounts l WHERE l.web_user_id = in_web_user_id
    AND l.account_id = take_guest_invitation.account_id) THEN RETURN; END IF;
  outcome := 'link-not-possible';
  IF NOT may_be_linked(in_web_user_id, take_guest_invitation.account_id) THEN RETURN; END IF;
  role := CASE
    WHEN standing.is_main_customer THEN 'account-holder'
    WHEN standing.is_financially_responsible AND NOT standing.is_third_party_guarantor THEN 'co-holder'
    ELSE role END;
  UPDATE mailed_keys k SET used_at = current_instant(), web_user_id = in_web_user_id WHERE k.key_hash = in_key_hash;
  INSERT INTO web_user_accounts (web_user_id, account_id, role) VALUES (in_web_user_id, take_guest_invitation.account_id, role);
  INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible)
  SELECT take_guest_invitation.account_id, who, r.relationship_type, false FROM relationship_types r WHERE r.is_reserved
  ON CONFLICT DO NOTHING;
  outcome := 'linked';
END $$;

-- The same for the transaction's web user.
CREATE FUNCTION accept_guest_invitation(in_key_hash bytea, OUT outcome text, OUT task_id bigint, OUT account_id bigint, OUT role text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT * FROM take_guest_invitation(in_key_hash, current_web_user_id()) $$;

-- The same for a guest without a web user: registers one with the invited address, which the key proves. `outcome` may also be
-- 'user-name-taken'. The caller rolls back every outcome but 'linked'.
CREATE FUNCTION register_guest(in_key_hash bytea, in_given_name text, in_surname text, in_locale text, in_password_hash text,
    OUT outcome text, OUT task_id bigint, OUT account_id bigint, OUT role text, OUT web_user_id bigint, OUT email text,
    OUT person_id bigint)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  outcome := 'over';
  -- Two registrations with one key at once: the second one sees that the key is used.
  PERFORM 1 FROM mailed_keys k WHERE k.key_hash = in_key_hash FOR UPDATE;
  SELECT i.email INTO email FROM invitation_of_key(in_key_hash) i;
  IF NOT FOUND THEN RETURN; END IF;
  outcome := 'user-name-taken';
  IF EXISTS (SELECT 1 FROM web_users w WHERE lower(w.user_name) COLLATE "C" = lower(register_guest.email)) THEN RETURN; END IF;
  INSERT INTO persons (kind) VALUES ('human') RETURNING persons.person_id INTO person_id;
  INSERT INTO person_names (person_id, name_type, given_name, surname) VALUES (register_guest.person_id, 'primary', in_given_name, in_surname);
  INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary)
  VALUES (register_guest.person_id, 'email', register_guest.email, lower(register_guest.email), true);
  INSERT INTO web_users (user_name, email, person_id, locale, email_confirmed_at, created_at)
  VALUES (register_guest.email, register_guest.email, register_guest.person_id, in_locale, current_instant(), current_instant())
  RETURNING web_users.web_user_id INTO web_user_id;
  INSERT INTO web_user_credentials (web_user_id, password_hash, changed_at)
  VALUES (register_guest.web_user_id, in_password_hash, current_instant());
  SELECT x.outcome, x.task_id, x.account_id, x.role INTO outcome, task_id, account_id, role
  FROM take_guest_invitation(in_key_hash, register_guest.web_user_id) x;
END $$;

-- Tells the holders of an account that a guest has joined; each mail has a link that removes the guest.
CREATE FUNCTION note_joined_guest() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO link_news (news, account_id, web_user_id, self_service_task_id, at)
  VALUES ('joined', NEW.account_id, NEW.self_service_user_id, NEW.self_service_task_id, current_instant());
  PERFORM pg_notify('link_news', '');
  RETURN NULL;
END $$;
-- Made now: what is filled in of the past (the demo) is no news.
CREATE TRIGGER guest_joined AFTER INSERT ON self_service_tasks FOR EACH ROW
  WHEN (NEW.task_type = 'account-verification' AND NEW.payload ->> 'verifiedBy' = 'invitation' AND NEW.applied_at IS NOT NULL
    AND NEW.account_id IS NOT NULL AND NEW.self_service_user_id IS NOT NULL AND NEW.created_at >= now() - interval '1 minute')
  EXECUTE FUNCTION note_joined_guest();

-- The invitation that the transaction's web user accepts in this very transaction.
CREATE FUNCTION accepted_invitation_id() RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT k.self_service_task_id FROM mailed_keys k
  WHERE k.purpose = 'guest-invite' AND k.web_user_id = current_web_user_id() AND k.used_at = current_instant()
$$;

-- Every holder sees and withdraws the invitations to the account. A guest completes the one that they accept.
CREATE POLICY see_invitations ON self_service_tasks FOR SELECT TO porchlight_portal, porchlight_view
  USING (task_type = 'guest-invite' AND (self_service_task_id = (SELECT accepted_invitation_id())
    OR account_id = ANY ((SELECT held_account_ids())::bigint[]) AND sees_link_request_of(account_id, self_service_user_id)));
CREATE POLICY move_invitations ON self_service_tasks FOR UPDATE TO porchlight_portal
  USING (task_type = 'guest-invite' AND (self_service_task_id = (SELECT accepted_invitation_id())
    OR account_id = ANY ((SELECT held_account_ids())::bigint[]) AND sees_link_request_of(account_id, self_service_user_id)))
  WITH CHECK (task_type = 'guest-invite');
CREATE INDEX self_service_tasks_invitations ON self_service_tasks (account_id)
  WHERE task_type = 'guest-invite' AND state = 'awaiting-verification';

-- A holder mails the invitation that they have just made, to the address that the key names, and nobody else.
CREATE FUNCTION mails_invitation(in_mailed_key_id bigint, in_recipient text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM mailed_keys k WHERE k.mailed_key_id = in_mailed_key_id AND k.purpose = 'guest-invite'
    AND k.email = in_recipient AND k.web_user_id = current_web_user_id() AND k.created_at = current_instant())
$$;
CREATE POLICY enqueue_invitation ON outgoing_messages FOR INSERT TO porchlight_portal
  WITH CHECK (mails_invitation(mailed_key_id, recipient));

-- Gives a guest another role, and tells them. False where the transaction's web user may not, or where somebody has changed the role
-- meanwhile. in_task_id: the task of this change.
CREATE FUNCTION change_guest_role(in_account_id bigint, in_web_user_id bigint, in_seen_role text, in_role text, in_task_id bigint)
  RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE web_user_accounts l SET role = in_role, version = l.version + 1
  WHERE l.account_id = in_account_id AND l.web_user_id = in_web_user_id AND l.role = in_seen_role
    AND may_invite(in_account_id, current_web_user_id()) AND may_take_off(in_account_id, in_web_user_id) AND is_guest_role(in_role)
    AND NOT EXISTS (SELECT 1 FROM account_holders h WHERE h.account_id = l.account_id AND h.web_user_id = l.web_user_id);
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO link_news (news, account_id, web_user_id, self_service_task_id, at)
  VALUES ('role-changed', in_account_id, in_web_user_id, in_task_id, current_instant());
  PERFORM pg_notify('link_news', '');
  RETURN true;
END $$;

-- What would go if the transaction's web user left an account; holds it still until the end of the transaction.
-- `outcome`: 'may-leave' | 'not-linked' | 'last-holder': others see the account, and nobody could remove them.
CREATE FUNCTION hold_for_leaving(in_account_id bigint, OUT outcome text, OUT role text, OUT is_person_removed boolean)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  who bigint := current_web_user_id();
BEGIN
  -- Two holders who leave at once: the second one sees that the first has left.
  PERFORM pg_advisory_xact_lock(hashtextextended(concat('leave account ', in_account_id), 0));
  PERFORM hold_for_unlink(who, in_account_id);
  outcome := 'not-linked';
  SELECT l.role, EXISTS (SELECT 1 FROM account_persons ap JOIN relationship_types t USING (relationship_type)
      WHERE ap.account_id = in_account_id AND ap.person_id = w.person_id AND t.is_reserved AND NOT EXISTS (
        SELECT 1 FROM web_user_accounts o JOIN web_users x USING (web_user_id)
        WHERE o.account_id = in_account_id AND x.person_id = w.person_id AND o.web_user_id <> who))
  INTO role, is_person_removed
  FROM web_user_accounts l JOIN web_users w USING (web_user_id)
  WHERE l.web_user_id = who AND l.account_id = in_account_id AND in_account_id = ANY (linked_account_ids());
  IF NOT FOUND THEN RETURN; END IF;
  outcome := CASE WHEN EXISTS (SELECT 1 FROM account_holders h WHERE h.account_id = in_account_id AND h.web_user_id = who)
      AND NOT EXISTS (SELECT 1 FROM account_holders h WHERE h.account_id = in_account_id AND h.web_user_id <> who)
      AND EXISTS (SELECT 1 FROM web_user_accounts l WHERE l.account_id = in_account_id AND l.web_user_id <> who AND l.is_active)
    THEN 'last-holder' ELSE 'may-leave' END;
END $$;

-- Removes the link of the transaction's web user, and the account-person row that `hold_for_leaving` named. False: there is none.
CREATE FUNCTION leave_account(in_account_id bigint) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  plan record;
BEGIN
  SELECT * INTO plan FROM hold_for_leaving(in_account_id);
  IF plan.outcome <> 'may-leave' THEN RETURN false; END IF;
  DELETE FROM web_user_accounts l WHERE l.account_id = in_account_id AND l.web_user_id = current_web_user_id();
  IF plan.is_person_removed THEN
    DELETE FROM account_persons ap USING web_users w
    WHERE ap.account_id = in_account_id AND w.web_user_id = current_web_user_id() AND ap.person_id = w.person_id;
  END IF;
  RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION is_guest_role, may_invite, add_guest_key, invitation_of_key, take_guest_invitation, accept_guest_invitation,
  register_guest, note_joined_guest, mails_invitation, accepted_invitation_id, change_guest_role, hold_for_leaving, leave_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accepted_invitation_id TO porchlight_portal, porchlight_view;
GRANT EXECUTE ON FUNCTION mails_invitation, add_guest_key, invitation_of_key, accept_guest_invitation, register_guest, change_guest_role,
  hold_for_leaving, leave_account TO porchlight_portal;
