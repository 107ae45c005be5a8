-- The other tabs of a view that was ended in one of them have no cookie any more, and still say who ended it, why, and where to go
-- on. Each page of a view carries a key that opens this and nothing else, and only after the end.

-- Made of the token's hash, so that nobody can make it who never held the token; from the key nobody gets back to the hash.
CREATE FUNCTION view_end_key(in_token_hash bytea) RETURNS bytea
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT sha256('view end ' || in_token_hash) $$;

CREATE FUNCTION view_end_by_key(in_masquerade_id text, in_key bytea)
  RETURNS TABLE (account_id bigint, end_cause text, csr_locale text, ended_by text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT e.account_id, c.cause, e.csr_locale, e.ended_by
  FROM masquerades m
  CROSS JOIN LATERAL (SELECT masquerade_end_cause(m) AS cause) c
  CROSS JOIN LATERAL view_end(m.token_hash, m.masquerade_id) e
  WHERE m.masquerade_id = in_masquerade_id AND view_end_key(m.token_hash) = in_key AND c.cause IS NOT NULL
$$;

REVOKE EXECUTE ON FUNCTION view_end_key, view_end_by_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION view_end_by_key TO porchlight_view, porchlight_portal;
