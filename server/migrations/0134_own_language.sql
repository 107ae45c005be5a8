-- A web user's own language, for mail too, locked: two choices at once wait for each other.
CREATE FUNCTION own_language_for_change() RETURNS text
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT locale FROM web_users WHERE web_user_id = current_web_user_id() FOR UPDATE $$;

CREATE FUNCTION set_own_language(in_language text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ UPDATE web_users SET locale = in_language, version = version + 1 WHERE web_user_id = current_web_user_id() $$;

REVOKE EXECUTE ON FUNCTION own_language_for_change, set_own_language FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_language_for_change, set_own_language TO porchlight_portal;
