-- People register on the portal: a link goes to the address that was typed, and its key makes the web user
-- (docs/decisions/0182-registration.md).

-- Asked for without a sign-in, as a new password is: the worker finds out whether anybody is known by that address.
ALTER TABLE password_reset_requests ADD COLUMN register_in text CHECK (register_in IN ('en', 'es'));
COMMENT ON COLUMN password_reset_requests.register_in IS
  'Of a request to register: the language of the mail, and name is the e-mail address. Null: a request for a new password.';

CREATE FUNCTION ask_for_registration(in_email text, in_locale text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  INSERT INTO password_reset_requests (name, register_in, asked_at) VALUES (in_email, in_locale, current_instant());
  SELECT pg_notify('password_reset_requests', '')
$$;

ALTER TABLE mailed_keys DROP CONSTRAINT mailed_keys_purpose_check;
ALTER TABLE mailed_keys ADD CONSTRAINT mailed_keys_purpose_check
  CHECK (purpose IN ('password-reset', 'email-confirmation', 'link-removal', 'guest-invite', 'notice-off', 'registration'));
ALTER TABLE mailed_keys ALTER COLUMN web_user_id DROP NOT NULL;
ALTER TABLE mailed_keys ADD CONSTRAINT mailed_keys_holder CHECK (purpose = 'registration' OR web_user_id IS NOT NULL);
COMMENT ON COLUMN mailed_keys.web_user_id IS
  'Of an invitation: the web user who invites, then the guest who has accepted. Of a registration: null, then who has registered.';
CREATE INDEX mailed_keys_registrations ON mailed_keys (lower(email)) WHERE purpose = 'registration' AND used_at IS NULL;
GRANT SELECT (email) ON mailed_keys TO porchlight_worker;

-- Makes a person with a web user, whose address is proven. Null, and nothing is made, where somebody has the user name.
CREATE FUNCTION new_web_user(in_user_name text, in_email text, in_given_name text, in_surname text, in_locale text, in_password_hash text,
    OUT web_user_id bigint, OUT person_id bigint)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  IF EXISTS (SELECT 1 FROM web_users w WHERE lower(w.user_name) COLLATE "C" = lower(in_user_name)) THEN RETURN; END IF;
  INSERT INTO persons (kind) VALUES ('human') RETURNING persons.person_id INTO person_id;
  INSERT INTO web_users (user_name, email, person_id, locale, email_confirmed_at, created_at)
  VALUES (in_user_name, in_email, new_web_user.person_id, in_locale, current_instant(), current_instant())
  ON CONFLICT DO NOTHING RETURNING web_users.web_user_id INTO web_user_id;
  -- Somebody took the name a moment ago: the caller undoes the rest.
  IF web_user_id IS NULL THEN RETURN; END IF;
  INSERT INTO person_names (person_id, name_type, given_name, surname) VALUES (new_web_user.person_id, 'primary', in_given_name, in_surname);
  INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary)
  VALUES (new_web_user.person_id, 'email', in_email, lower(in_email), true);
  INSERT INTO web_user_credentials (web_user_id, password_hash, changed_at)
  VALUES (new_web_user.web_user_id, in_password_hash, current_instant());
END $$;

-- As before. Two guests who register under one name at once: the second one is told that it is taken.
CREATE OR REPLACE FUNCTION register_guest(in_key_hash bytea, in_given_name text, in_surname text, in_locale text, in_password_hash text,
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
  SELECT n.web_user_id, n.person_id INTO web_user_id, person_id
  FROM new_web_user(register_guest.email, register_guest.email, in_given_name, in_surname, in_locale, in_password_hash) n;
  IF web_user_id IS NULL THEN RETURN; END IF;
  SELECT x.outcome, x.task_id, x.account_id, x.role INTO outcome, task_id, account_id, role
  FROM take_guest_invitation(in_key_hash, register_guest.web_user_id) x;
END $$;

-- The address to which a key to register went. Null where it works no more, or somebody has come to be known by the address.
CREATE FUNCTION registration_of_key(in_key_hash bytea) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT k.email FROM mailed_keys k
  WHERE k.key_hash = in_key_hash AND k.purpose = 'registration' AND k.used_at IS NULL AND k.expires_at > current_instant()
    AND NOT EXISTS (SELECT 1 FROM web_users w WHERE lower(w.email) COLLATE "C" = lower(k.email) COLLATE "C")
$$;

-- Uses a key to register. in_user_name: null where the address is the user name. `outcome`: 'registered' | 'over' |
-- 'user-name-taken'. The caller rolls back every outcome but the first.
CREATE FUNCTION register_web_user(in_key_hash bytea, in_user_name text, in_given_name text, in_surname text, in_locale text,
    in_password_hash text, OUT outcome text, OUT web_user_id bigint, OUT user_name text, OUT email text, OUT person_id bigint)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  outcome := 'over';
  PERFORM 1 FROM mailed_keys k WHERE k.key_hash = in_key_hash FOR UPDATE;
  email := registration_of_key(in_key_hash);
  IF email IS NULL THEN RETURN; END IF;
  outcome := 'user-name-taken';
  user_name := COALESCE(in_user_name, register_web_user.email);
  SELECT n.web_user_id, n.person_id INTO web_user_id, person_id
  FROM new_web_user(register_web_user.user_name, register_web_user.email, in_given_name, in_surname, in_locale, in_password_hash) n;
  IF web_user_id IS NULL THEN RETURN; END IF;
  UPDATE mailed_keys k SET used_at = current_instant(), web_user_id = register_web_user.web_user_id WHERE k.key_hash = in_key_hash;
  outcome := 'registered';
END $$;

REVOKE EXECUTE ON FUNCTION ask_for_registration, new_web_user, registration_of_key, register_web_user FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ask_for_registration, registration_of_key, register_web_user TO porchlight_portal;
