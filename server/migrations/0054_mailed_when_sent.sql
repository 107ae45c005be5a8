-- A mailed key lasts from when its mail leaves: what waited for a mail server is not dead on arrival. Customers ask for a new
-- password by themselves, and imported ones are invited to set their first.

ALTER TABLE mailed_keys ADD COLUMN lifetime interval;
COMMENT ON COLUMN mailed_keys.lifetime IS
  'How long the key is good once its mail has left; until then expires_at is far. Null: expires_at was set for good.';
GRANT SELECT (lifetime, used_at, web_user_id, purpose), UPDATE (expires_at), INSERT (lifetime) ON mailed_keys TO porchlight_worker;

-- Who asked for a new password, as it was typed: the worker finds out whether anybody is meant, so that the answer takes as long
-- for a name that is nobody's. A line is deleted when it is answered.
CREATE TABLE password_reset_requests (
  password_reset_request_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (length(name) <= 200),
  asked_at timestamptz NOT NULL
);
GRANT SELECT, UPDATE, DELETE ON password_reset_requests TO porchlight_worker;

CREATE FUNCTION ask_for_password_reset(in_name text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  INSERT INTO password_reset_requests (name, asked_at) VALUES (in_name, current_instant());
  SELECT pg_notify('password_reset_requests', '')
$$;

-- Whether a web user has set a password: who has none is invited, and not sent a reset.
CREATE FUNCTION has_password(in_web_user_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT EXISTS (SELECT FROM web_user_credentials c WHERE c.web_user_id = in_web_user_id) $$;

REVOKE EXECUTE ON FUNCTION ask_for_password_reset, has_password FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ask_for_password_reset TO porchlight_portal;
GRANT EXECUTE ON FUNCTION has_password TO porchlight_desk, porchlight_worker;

-- An account may have come without a mailing address: its customer writes the first one.
GRANT INSERT (account_id, line1, line2, city, region, postal_code, country) ON mailing_addresses TO porchlight_portal;
