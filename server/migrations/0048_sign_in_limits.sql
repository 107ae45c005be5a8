-- Signing in to the portal: failures are counted, right passwords are not; delays grow instead of doors closing; a device that
-- somebody signed in on before keeps its owner in. No function gives the portal's role a password hash any more.

-- Devices on which a web user signed in before: the cookie's hash, as with sessions.
CREATE TABLE known_devices (
  web_user_id bigint NOT NULL REFERENCES web_users ON DELETE CASCADE,
  device_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (web_user_id, device_hash)
);

CREATE TABLE failed_attempts (
  bucket bytea PRIMARY KEY,
  failures integer NOT NULL,
  last_failed_at timestamptz NOT NULL
);
CREATE INDEX failed_attempts_age ON failed_attempts (last_failed_at);
COMMENT ON TABLE failed_attempts IS 'Growing delays. The bucket is a keyed hash: no user name or address stands here.';

-- What the next right password tells its owner.
CREATE TABLE failed_sign_ins (
  web_user_id bigint PRIMARY KEY REFERENCES web_users ON DELETE CASCADE,
  failures integer NOT NULL,
  last_failed_at timestamptz NOT NULL
);

-- Seconds until a bucket may try again: none for its first failures, then 1, 2, 4 ... since the last one, up to the longest.
-- It is forgotten when nothing has failed for as long as its memory.
CREATE FUNCTION attempt_wait(in_bucket bytea, in_free integer, in_longest interval, in_memory interval) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT coalesce((
    SELECT greatest(0, ceil(extract(epoch FROM f.last_failed_at - current_instant()
      + least(in_longest, make_interval(secs => power(2, least(f.failures - in_free, 20)))))))::integer
    FROM failed_attempts f
    WHERE f.bucket = in_bucket AND f.failures >= in_free AND f.last_failed_at > current_instant() - in_memory), 0)
$$;

CREATE FUNCTION note_failed_attempt(in_bucket bytea, in_memory interval) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  INSERT INTO failed_attempts AS f (bucket, failures, last_failed_at) VALUES (in_bucket, 1, current_instant())
  ON CONFLICT (bucket) DO UPDATE SET
    failures = CASE WHEN f.last_failed_at > current_instant() - in_memory THEN f.failures + 1 ELSE 1 END,
    last_failed_at = current_instant()
$$;

CREATE FUNCTION note_failed_sign_in(in_web_user_id bigint) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  INSERT INTO failed_sign_ins AS f (web_user_id, failures, last_failed_at) VALUES (in_web_user_id, 1, current_instant())
  ON CONFLICT (web_user_id) DO UPDATE SET failures = f.failures + 1, last_failed_at = current_instant()
$$;

-- Who may be meant by what was typed as user name: that web user, else the only active one with this e-mail address. Of the
-- password only what a hash is computed with is told ($argon2id$v=19$m=...,t=...,p=...$salt), never the hash itself.
CREATE FUNCTION sign_in_candidate(in_name text, in_device_hash bytea)
  RETURNS TABLE (web_user_id bigint, is_active boolean, hash_settings text, is_known_device boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  WITH named AS (
    SELECT w.web_user_id FROM web_users w WHERE lower(w.user_name) COLLATE "C" = lower(in_name)
  ), mailed AS (
    SELECT min(w.web_user_id) AS web_user_id FROM web_users w
    WHERE strpos(in_name, '@') > 1 AND lower(w.email) COLLATE "C" = lower(in_name) AND w.is_active
      AND NOT EXISTS (SELECT FROM named)
    HAVING count(*) = 1
  )
  SELECT c.web_user_id, w.is_active, regexp_replace(c.password_hash, '\$[^$]*$', ''),
    EXISTS (SELECT FROM known_devices d WHERE d.web_user_id = c.web_user_id AND d.device_hash = in_device_hash)
  FROM (TABLE named UNION ALL TABLE mailed) AS meant
  JOIN web_users w USING (web_user_id) JOIN web_user_credentials c USING (web_user_id)
$$;

-- Whether the last part of a password hash, computed from what somebody typed, is the right one.
CREATE FUNCTION is_password(in_web_user_id bigint, in_hash text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT FROM web_user_credentials c
    WHERE c.web_user_id = in_web_user_id AND c.password_hash = in_hash)
$$;

-- The same for the web user of a live session who changes the password: change_password compares the whole hash.
CREATE FUNCTION hash_settings_of_session(in_token_hash bytea)
  RETURNS TABLE (web_user_id bigint, user_name text, hash_settings text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT w.web_user_id, w.user_name, regexp_replace(c.password_hash, '\$[^$]*$', '')
  FROM web_users w JOIN web_user_credentials c USING (web_user_id)
  WHERE w.web_user_id = web_user_of_session(in_token_hash)
$$;

-- Starts a customer's session for whoever has the right password hash, ends the session that the browser still held, keeps the
-- device, and forgets the failures that were this person's own. No row: inactive, or not the password.
CREATE FUNCTION sign_customer_in(in_web_user_id bigint, in_hash text, in_token_hash bytea, in_held_token_hash bytea,
    in_device_hash bytea, in_own_buckets bytea[], in_ip inet, in_user_agent text)
  RETURNS TABLE (session_id bigint, replaced_web_user_id bigint, failures integer, last_failed_at timestamptz)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  IF NOT is_password(in_web_user_id, in_hash) THEN RETURN; END IF;
  session_id := start_customer_session(in_web_user_id, in_token_hash, in_ip, in_user_agent);
  IF session_id IS NULL THEN RETURN; END IF;
  UPDATE customer_sessions s SET ended_at = current_instant()
  WHERE s.token_hash = in_held_token_hash AND s.ended_at IS NULL
  RETURNING s.web_user_id INTO replaced_web_user_id;
  DELETE FROM failed_sign_ins f WHERE f.web_user_id = in_web_user_id
  RETURNING f.failures, f.last_failed_at INTO failures, last_failed_at;
  DELETE FROM failed_attempts f WHERE f.bucket = ANY (in_own_buckets);
  INSERT INTO known_devices AS d (web_user_id, device_hash, created_at, last_used_at)
  VALUES (in_web_user_id, in_device_hash, current_instant(), current_instant())
  ON CONFLICT (web_user_id, device_hash) DO UPDATE SET last_used_at = current_instant();
  -- The twenty used last are enough.
  DELETE FROM known_devices d USING (
    SELECT k.device_hash FROM known_devices k WHERE k.web_user_id = in_web_user_id
    ORDER BY k.last_used_at DESC OFFSET 20) old
  WHERE d.web_user_id = in_web_user_id AND d.device_hash = old.device_hash;
  RETURN NEXT;
END $$;

REVOKE EXECUTE ON FUNCTION attempt_wait, note_failed_attempt, note_failed_sign_in, sign_in_candidate, is_password,
  hash_settings_of_session, sign_customer_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attempt_wait, note_failed_attempt, note_failed_sign_in, sign_in_candidate, is_password,
  hash_settings_of_session, sign_customer_in TO porchlight_portal;
GRANT SELECT, DELETE ON failed_attempts TO porchlight_worker;

-- A password that was forgotten may be known to somebody else: their devices are strange again, and the owner's failures over.
CREATE FUNCTION forget_devices() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM known_devices WHERE web_user_id = NEW.web_user_id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION forget_devices FROM PUBLIC;
CREATE TRIGGER mailed_keys_forget_devices AFTER UPDATE ON mailed_keys FOR EACH ROW
  WHEN (NEW.purpose = 'password-reset' AND OLD.used_at IS NULL AND NEW.used_at IS NOT NULL) EXECUTE FUNCTION forget_devices();
