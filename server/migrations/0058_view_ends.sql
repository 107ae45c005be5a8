-- The end of a masquerade reaches its open tabs by itself, and says who ended it, why, and where in the desk to go on.

ALTER TABLE masquerades ADD COLUMN csr_locale text NOT NULL DEFAULT 'en';
COMMENT ON COLUMN masquerades.csr_locale IS 'The language of the desk at the start: the banner''s, whatever the customer reads.';
GRANT SELECT (csr_locale) ON masquerades TO porchlight_portal, porchlight_view;

-- The masquerade of a token, to be followed by an open tab. Looking is no activity: it keeps no masquerade from ending unused.
CREATE FUNCTION view_to_follow(in_token_hash bytea, in_host_masquerade_id text) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.masquerade_id FROM masquerades m
  WHERE m.token_hash = in_token_hash AND (in_host_masquerade_id IS NULL OR m.masquerade_id = in_host_masquerade_id)
    AND masquerade_end_cause(m) IS NULL
$$;

-- Those of these masquerades that are over; what nobody has written yet is ended now.
CREATE FUNCTION ended_views(in_masquerade_ids text[]) RETURNS SETOF text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE over record;
BEGIN
  FOR over IN SELECT m.masquerade_id, m.ended_at, c.cause FROM masquerades m
    CROSS JOIN LATERAL (SELECT masquerade_end_cause(m) AS cause) c
    WHERE m.masquerade_id = ANY (in_masquerade_ids) AND c.cause IS NOT NULL LOOP
    IF over.ended_at IS NULL THEN PERFORM end_masquerade(over.masquerade_id, over.cause, '{}'); END IF;
    RETURN NEXT over.masquerade_id;
  END LOOP;
END $$;

-- What the page of an ended masquerade says to whoever still holds its token.
CREATE FUNCTION view_end(in_token_hash bytea, in_host_masquerade_id text)
  RETURNS TABLE (account_id bigint, csr_locale text, ended_by text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.account_id, m.csr_locale, (
    SELECT u.display_name FROM record_entries e JOIN csr_users u ON u.csr_id = e.csr_id
    WHERE e.masquerade_id = m.masquerade_id AND e.event = 'ended' AND e.actor_kind = 'csr' ORDER BY e.at DESC LIMIT 1)
  FROM masquerades m
  WHERE m.token_hash = in_token_hash AND (in_host_masquerade_id IS NULL OR m.masquerade_id = in_host_masquerade_id)
$$;

REVOKE EXECUTE ON FUNCTION view_to_follow, ended_views, view_end FROM PUBLIC;
GRANT EXECUTE ON FUNCTION view_to_follow TO porchlight_view;
GRANT EXECUTE ON FUNCTION view_end TO porchlight_view, porchlight_portal;
GRANT EXECUTE ON FUNCTION ended_views TO porchlight_desk;
