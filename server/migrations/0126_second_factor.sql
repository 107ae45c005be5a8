-- A customer's second factor: codes of an authenticator (RFC 6238), and recovery codes for when it is lost. docs/decisions/0123.

ALTER TABLE web_user_credentials
  ADD COLUMN totp_sealed bytea,
  ADD COLUMN totp_step bigint NOT NULL DEFAULT 0,
  ADD COLUMN totp_since timestamptz,
  ADD COLUMN recovery_hashes bytea[] NOT NULL DEFAULT '{}',
  ADD COLUMN recovery_nonce text,
  ADD COLUMN recovery_made_at timestamptz;
COMMENT ON COLUMN web_user_credentials.totp_sealed IS 'The secret that the authenticator shares, sealed. Null: no second factor.';
COMMENT ON COLUMN web_user_credentials.totp_step IS 'The last time step whose code was used: no code is right twice.';
COMMENT ON COLUMN web_user_credentials.recovery_hashes IS 'SHA-256 of the recovery codes that are left: 80 random bits each.';
COMMENT ON COLUMN web_user_credentials.recovery_nonce IS 'The codes are derived from it and the encryption key, and shown for ten minutes.';
GRANT SELECT (totp_since) ON web_user_credentials TO porchlight_desk;

-- The second factor of the web user whose password hash was computed. No row: there is none, or this is not the password, or the right
-- password was typed more than five minutes ago.
CREATE FUNCTION second_factor_of(in_web_user_id bigint, in_hash text, in_device_hash bytea, in_begun_at timestamptz,
    in_recovery_hash bytea)
  RETURNS TABLE (sealed bytea, step bigint, is_known_device boolean, is_recovery_code boolean, begun_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT c.totp_sealed, c.totp_step,
    EXISTS (SELECT FROM known_devices d WHERE d.web_user_id = c.web_user_id AND d.device_hash = in_device_hash),
    COALESCE(in_recovery_hash = ANY (c.recovery_hashes), false), current_instant()
  FROM web_user_credentials c
  WHERE c.web_user_id = in_web_user_id AND c.password_hash = in_hash AND c.totp_sealed IS NOT NULL
    AND (in_begun_at IS NULL OR in_begun_at > current_instant() - interval '5 minutes')
$$;

-- As sign_customer_in, after the second factor. A recovery code is compared here and used up; of a code of the authenticator, the
-- time step counts once. No row: inactive, not the password, or not the second factor.
CREATE FUNCTION sign_customer_in_twice(in_web_user_id bigint, in_hash text, in_totp_step bigint, in_recovery_hash bytea,
    in_token_hash bytea, in_held_token_hash bytea, in_device_hash bytea, in_own_buckets bytea[], in_ip inet, in_user_agent text)
  RETURNS TABLE (session_id bigint, replaced_web_user_id bigint, failures integer, last_failed_at timestamptz,
    recovery_codes_left integer)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  IF NOT is_password(in_web_user_id, in_hash) THEN RETURN; END IF;
  IF in_recovery_hash IS NOT NULL THEN
    UPDATE web_user_credentials c SET recovery_hashes = array_remove(c.recovery_hashes, in_recovery_hash)
    WHERE c.web_user_id = in_web_user_id AND c.totp_sealed IS NOT NULL AND in_recovery_hash = ANY (c.recovery_hashes)
    RETURNING cardinality(c.recovery_hashes) INTO recovery_codes_left;
  ELSE
    UPDATE web_user_credentials c SET totp_step = in_totp_step
    WHERE c.web_user_id = in_web_user_id AND c.totp_sealed IS NOT NULL AND c.totp_step < in_totp_step;
  END IF;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT s.session_id, s.replaced_web_user_id, s.failures, s.last_failed_at
  INTO session_id, replaced_web_user_id, failures, last_failed_at
  FROM start_verified_session(in_web_user_id, in_token_hash, in_held_token_hash, in_device_hash, in_own_buckets, in_ip,
    in_user_agent) s;
  IF session_id IS NULL THEN RETURN; END IF;
  RETURN NEXT;
END $$;

-- What every way of signing in does once it knows who it is. No role may call it.
CREATE FUNCTION start_verified_session(in_web_user_id bigint, in_token_hash bytea, in_held_token_hash bytea, in_device_hash bytea,
    in_own_buckets bytea[], in_ip inet, in_user_agent text)
  RETURNS TABLE (session_id bigint, replaced_web_user_id bigint, failures integer, last_failed_at timestamptz)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
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

-- A password alone signs in only a customer without a second factor.
CREATE OR REPLACE FUNCTION sign_customer_in(in_web_user_id bigint, in_hash text, in_token_hash bytea, in_held_token_hash bytea,
    in_device_hash bytea, in_own_buckets bytea[], in_ip inet, in_user_agent text)
  RETURNS TABLE (session_id bigint, replaced_web_user_id bigint, failures integer, last_failed_at timestamptz)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF NOT is_password(in_web_user_id, in_hash) OR EXISTS (SELECT FROM web_user_credentials c
    WHERE c.web_user_id = in_web_user_id AND c.totp_sealed IS NOT NULL) THEN RETURN; END IF;
  RETURN QUERY SELECT s.session_id, s.replaced_web_user_id, s.failures, s.last_failed_at
  FROM start_verified_session(in_web_user_id, in_token_hash, in_held_token_hash, in_device_hash, in_own_buckets, in_ip,
    in_user_agent) s WHERE s.session_id IS NOT NULL;
END $$;

-- What the customer of a live session reads of their second factor. No secret; the nonce only while the codes are shown.
CREATE FUNCTION own_second_factor(in_token_hash bytea)
  RETURNS TABLE (since timestamptz, recovery_codes_left integer, shown_nonce text, changed_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT c.totp_since, cardinality(c.recovery_hashes),
    CASE WHEN c.recovery_made_at > current_instant() - interval '10 minutes' THEN c.recovery_nonce END, c.recovery_made_at
  FROM web_user_credentials c WHERE c.web_user_id = web_user_of_session(in_token_hash)
$$;

-- Sets the second factor of the customer of a live session, who has shown the password once more; in_sealed null: turns it off.
-- Every other session ends. False, and nothing is changed, where the password or the state is another meanwhile.
CREATE FUNCTION change_second_factor(in_token_hash bytea, in_verified_hash text, in_sealed bytea, in_step bigint,
    in_recovery_hashes bytea[], in_recovery_nonce text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE who bigint := web_user_of_session(in_token_hash);
BEGIN
  UPDATE web_user_credentials c SET totp_sealed = in_sealed, totp_step = COALESCE(in_step, 0),
    totp_since = CASE WHEN in_sealed IS NOT NULL THEN current_instant() END, recovery_hashes = in_recovery_hashes,
    recovery_nonce = in_recovery_nonce, recovery_made_at = CASE WHEN in_recovery_nonce IS NOT NULL THEN current_instant() END
  WHERE c.web_user_id = who AND c.password_hash = in_verified_hash AND (c.totp_sealed IS NULL) = (in_sealed IS NOT NULL);
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE customer_sessions s SET ended_at = current_instant()
  WHERE s.web_user_id = who AND s.token_hash <> in_token_hash AND s.ended_at IS NULL;
  RETURN true;
END $$;

-- Replaces the recovery codes of the customer of a live session. False: no second factor, or another password meanwhile.
CREATE FUNCTION renew_recovery_codes(in_token_hash bytea, in_verified_hash text, in_recovery_hashes bytea[], in_recovery_nonce text)
  RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE web_user_credentials c SET recovery_hashes = in_recovery_hashes, recovery_nonce = in_recovery_nonce,
    recovery_made_at = current_instant()
  WHERE c.web_user_id = web_user_of_session(in_token_hash) AND c.password_hash = in_verified_hash AND c.totp_sealed IS NOT NULL;
  RETURN FOUND;
END $$;

-- Whether the utility requires a second factor and this customer has none.
CREATE FUNCTION lacks_second_factor(in_web_user_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(setting_value('sign-in.second-factor') = '"required"', false) AND NOT EXISTS (
    SELECT FROM web_user_credentials c WHERE c.web_user_id = in_web_user_id AND c.totp_sealed IS NOT NULL)
$$;

REVOKE EXECUTE ON FUNCTION second_factor_of, sign_customer_in_twice, start_verified_session, own_second_factor,
  change_second_factor, renew_recovery_codes, lacks_second_factor FROM PUBLIC;
GRANT EXECUTE ON FUNCTION second_factor_of, sign_customer_in_twice, own_second_factor, change_second_factor,
  renew_recovery_codes, lacks_second_factor TO porchlight_portal;
