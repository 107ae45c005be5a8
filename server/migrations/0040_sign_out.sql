-- Signing out is signing out: at the identity provider too, and for good where somebody is switched off.

ALTER TABLE desk_sessions ADD COLUMN provider_session text, ADD COLUMN sign_out_hint text;
COMMENT ON COLUMN desk_sessions.provider_session IS 'The identity provider''s own name of its session (sid).';
COMMENT ON COLUMN desk_sessions.sign_out_hint IS 'The ID token, sealed with the encryption key; gone when the session ends.';
GRANT UPDATE (sign_out_hint) ON desk_sessions TO porchlight_desk;
CREATE INDEX desk_sessions_provider_session ON desk_sessions (provider_session) WHERE ended_at IS NULL;

-- What a session needed while it lasted goes with its end, whoever ends it.
CREATE FUNCTION forget_sign_out_hint() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public
AS $$
BEGIN
  NEW.sign_out_hint := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER desk_sessions_forget_hint BEFORE UPDATE ON desk_sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION forget_sign_out_hint();

-- A logout token counts once. What is kept of it is a hash, until the token itself is too old.
CREATE TABLE used_logout_tokens (
  token_hash bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON used_logout_tokens TO porchlight_desk;

-- Whoever is switched off has no session any more: switched on again, they sign in again. Masquerades that were started from
-- such a session end at their next request, and otherwise within a minute (0027, check of a masquerade).
CREATE FUNCTION end_sessions_of_csr() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE desk_sessions SET ended_at = current_instant() WHERE csr_id = NEW.csr_id AND ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER csr_users_end_sessions AFTER UPDATE ON csr_users FOR EACH ROW
  WHEN ((OLD.is_active AND NOT NEW.is_active) OR OLD.issuer <> NEW.issuer OR OLD.subject <> NEW.subject)
  EXECUTE FUNCTION end_sessions_of_csr();

CREATE FUNCTION end_sessions_of_web_user() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE customer_sessions SET ended_at = current_instant() WHERE web_user_id = NEW.web_user_id AND ended_at IS NULL;
  UPDATE mailed_keys SET expires_at = current_instant()
  WHERE web_user_id = NEW.web_user_id AND used_at IS NULL AND expires_at > current_instant();
  RETURN NULL;
END $$;
CREATE TRIGGER web_users_end_sessions AFTER UPDATE ON web_users FOR EACH ROW
  WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION end_sessions_of_web_user();
REVOKE EXECUTE ON FUNCTION forget_sign_out_hint, end_sessions_of_csr, end_sessions_of_web_user FROM PUBLIC;
