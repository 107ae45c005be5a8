-- The record of searches. As one types, a search runs every few keystrokes; on the record is what came to rest: two seconds
-- without another one, or a customer opened. The database decides that, not the client.

-- The last search of each desk session that is not at rest yet. Few rows, gone within seconds: half of each page is left
-- free for updates in place, and there is no index on the time that would forbid them.
CREATE TABLE unrested_searches (
  desk_session_id bigint PRIMARY KEY REFERENCES desk_sessions ON DELETE CASCADE,
  csr_id text NOT NULL,
  ip_address inet NOT NULL,
  correlation_id uuid NOT NULL,
  families text NOT NULL,
  terms_hash text NOT NULL,
  hits integer NOT NULL,
  at timestamptz NOT NULL
) WITH (fillfactor = 50);
COMMENT ON COLUMN unrested_searches.terms_hash IS 'Keyed hash of the terms: the same terms have the same one.';

CREATE FUNCTION append_search(s unrested_searches) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT append_record(jsonb_build_array(jsonb_build_object('event', 'read', 'action', 'customer:search',
    'actor_kind', 'csr', 'csr_id', s.csr_id, 'ip_address', s.ip_address, 'correlation_id', s.correlation_id,
    'details', jsonb_build_object('families', s.families, 'termsHash', s.terms_hash, 'hits', s.hits))))
$$;

-- Keeps a search until it is at rest; the one before it is written where it had come to rest. Of searches that overlap, the
-- one that began last is kept, whichever ends last.
CREATE FUNCTION rest_search(in_desk_session_id bigint, in_csr_id text, in_ip_address inet, in_correlation_id uuid,
    in_families text, in_terms_hash text, in_hits integer) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE before unrested_searches;
BEGIN
  SELECT * INTO before FROM unrested_searches u
  WHERE u.desk_session_id = in_desk_session_id AND u.at <= current_instant() - interval '2 seconds' FOR UPDATE;
  IF FOUND THEN PERFORM append_search(before); END IF;
  INSERT INTO unrested_searches AS u VALUES (in_desk_session_id, in_csr_id, in_ip_address, in_correlation_id, in_families,
    in_terms_hash, in_hits, current_instant())
  ON CONFLICT (desk_session_id) DO UPDATE SET ip_address = excluded.ip_address, correlation_id = excluded.correlation_id,
    families = excluded.families, terms_hash = excluded.terms_hash, hits = excluded.hits, at = excluded.at
  WHERE u.at <= excluded.at;
END $$;

-- Writes the search that a desk session has in hand: it led to a customer.
CREATE FUNCTION settle_search(in_desk_session_id bigint) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE settled unrested_searches;
BEGIN
  DELETE FROM unrested_searches u WHERE u.desk_session_id = in_desk_session_id RETURNING * INTO settled;
  IF FOUND THEN PERFORM append_search(settled); END IF;
END $$;

-- Writes every search that has been at rest for two seconds, of sessions that ended too; the number it wrote.
CREATE FUNCTION settle_rested_searches() RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE settled unrested_searches; written integer := 0;
BEGIN
  FOR settled IN
    DELETE FROM unrested_searches d WHERE d.desk_session_id = ANY (ARRAY(
      SELECT u.desk_session_id FROM unrested_searches u
      WHERE u.at <= current_instant() - interval '2 seconds' FOR UPDATE SKIP LOCKED))
    RETURNING d.*
  LOOP
    PERFORM append_search(settled);
    written := written + 1;
  END LOOP;
  RETURN written;
END $$;

-- Who else searched for these terms.
CREATE INDEX record_entries_terms ON record_entries ((details ->> 'termsHash')) WHERE action = 'customer:search';

REVOKE EXECUTE ON FUNCTION append_search, rest_search, settle_search, settle_rested_searches FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rest_search, settle_search TO porchlight_desk;
GRANT EXECUTE ON FUNCTION settle_rested_searches TO porchlight_worker;
