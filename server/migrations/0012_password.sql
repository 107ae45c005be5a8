-- A signed-in customer's password. No role that serves pages reads web_user_credentials: these two functions do, and only
-- for the web user of a live customer session. A masquerade's token is no customer session's.

-- The web user of a live customer session; null where there is none.
CREATE FUNCTION web_user_of_session(in_token_hash bytea) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT s.web_user_id FROM customer_sessions s JOIN web_users w USING (web_user_id)
  WHERE s.token_hash = in_token_hash AND s.ended_at IS NULL AND s.expires_at > current_instant()
    AND s.last_used_at > current_instant() - interval '30 minutes' AND w.is_active
$$;

-- What a change of password is checked against.
CREATE FUNCTION credential_of_session(in_token_hash bytea)
  RETURNS TABLE (web_user_id bigint, user_name text, password_hash text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT w.web_user_id, w.user_name, c.password_hash
  FROM web_users w JOIN web_user_credentials c USING (web_user_id)
  WHERE w.web_user_id = web_user_of_session(in_token_hash)
$$;

-- Sets another hash in place of the one that was verified, ends every other session of the web user and gives this one
-- another token, so that nobody who holds a copy of the cookie stays. Returns the seconds that the session has left; null,
-- and nothing changed, where the session is over or the password was changed in the meantime.
CREATE FUNCTION change_password(in_token_hash bytea, in_verified_hash text, in_new_hash text, in_new_token_hash bytea)
  RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE
  who bigint := web_user_of_session(in_token_hash);
  seconds_left integer;
BEGIN
  UPDATE web_user_credentials SET password_hash = in_new_hash, changed_at = current_instant()
  WHERE web_user_id = who AND password_hash = in_verified_hash;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE customer_sessions SET ended_at = current_instant()
  WHERE web_user_id = who AND token_hash <> in_token_hash AND ended_at IS NULL;
  UPDATE customer_sessions SET token_hash = in_new_token_hash WHERE token_hash = in_token_hash
  RETURNING extract(epoch FROM expires_at - current_instant())::integer INTO seconds_left;
  RETURN seconds_left;
END $$;

REVOKE EXECUTE ON FUNCTION web_user_of_session, credential_of_session, change_password FROM PUBLIC;
GRANT EXECUTE ON FUNCTION credential_of_session, change_password TO porchlight_portal;
