-- Who was named to a CSR, and what was guessed: both are counted and limited, and a search that does not go on from the last one
-- leaves a line of its own, however soon it follows.

ALTER TABLE csr_openings DROP CONSTRAINT csr_openings_what_check;
ALTER TABLE csr_openings ADD CHECK (what IN ('customer', 'identifier', 'named', 'guess'));
COMMENT ON TABLE csr_openings IS
  'Within the last hour: customers opened, identifiers revealed, people named by searches and lists, guesses (keyed hashes).';

-- Notes what a CSR saw or guessed and gives how much of it is new within the hour, and how much else there was. Where nothing is
-- new nobody waits; else whoever counts for the same CSR does, until the end of the transaction: searches side by side cannot
-- pass a limit together.
CREATE FUNCTION count_seen(in_csr_id text, in_what text, in_ids bigint[], OUT fresh integer, OUT others integer)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  since timestamptz := current_instant() - interval '1 hour';
  new_ids bigint[];
BEGIN
  IF in_what NOT IN ('named', 'guess') THEN RAISE EXCEPTION 'not counted here: %', in_what; END IF;
  others := 0;
  new_ids := ARRAY(SELECT DISTINCT u.id FROM unnest(in_ids) AS u (id) WHERE NOT EXISTS (
    SELECT 1 FROM csr_openings o
    WHERE o.csr_id = in_csr_id AND o.what = in_what AND o.id = u.id AND o.opened_at > since));
  fresh := cardinality(new_ids);
  IF fresh = 0 THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(in_csr_id || ' ' || in_what, 7304));
  SELECT count(*) INTO others FROM csr_openings o
  WHERE o.csr_id = in_csr_id AND o.what = in_what AND o.opened_at > since AND o.id <> ALL (new_ids);
  INSERT INTO csr_openings AS o SELECT in_csr_id, in_what, u.id, current_instant() FROM unnest(new_ids) AS u (id)
  ON CONFLICT (csr_id, what, id) DO UPDATE SET opened_at = excluded.opened_at
  WHERE o.opened_at <= excluded.opened_at - interval '1 hour';
END $$;

DROP FUNCTION rest_search(bigint, text, inet, uuid, text, text, integer);
DROP FUNCTION append_search(unrested_searches);
TRUNCATE unrested_searches;
ALTER TABLE unrested_searches
  ADD COLUMN beginnings integer[] NOT NULL,
  ADD COLUMN named bigint[] NOT NULL,
  ADD COLUMN searches integer NOT NULL,
  ADD COLUMN has_guess boolean NOT NULL;
COMMENT ON COLUMN unrested_searches.beginnings IS
  'Keyed hashes of all beginnings of the longest terms of this line, itself the last: what goes on from it, or back, is one of them.';
COMMENT ON COLUMN unrested_searches.named IS 'The people that the searches of this line named.';

CREATE FUNCTION append_search(s unrested_searches) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT append_record(jsonb_build_array(jsonb_build_object('event', 'read', 'action', 'customer:search',
    'actor_kind', 'csr', 'csr_id', s.csr_id, 'ip_address', s.ip_address, 'correlation_id', s.correlation_id,
    'details', jsonb_build_object('families', s.families, 'termsHash', s.terms_hash, 'hits', s.hits,
      'named', cardinality(s.named), 'searches', s.searches))))
$$;

-- Keeps a search until it is at rest. The one before it is written where it had come to rest, or where this one does not go on
-- from it: neither begins with the other. Of searches that overlap and belong together, the one that began last counts; one
-- that began earlier and stands alone is written at once. Counts the people named and the guess; one line is one guess.
CREATE FUNCTION rest_search(in_desk_session_id bigint, in_csr_id text, in_ip_address inet, in_correlation_id uuid,
    in_families text, in_terms_hash text, in_beginnings integer[], in_hits integer, in_named bigint[], in_guess bigint,
    in_guarded bigint[], OUT named_fresh integer, OUT named_others integer, OUT guess_fresh integer, OUT guess_others integer)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  before unrested_searches;
  this unrested_searches;
  goes_on boolean := false;
BEGIN
  -- Two first searches of a session wait for one another, as those that find a line do.
  PERFORM pg_advisory_xact_lock(hashtextextended(in_desk_session_id::text, 7305));
  SELECT * INTO before FROM unrested_searches u WHERE u.desk_session_id = in_desk_session_id FOR UPDATE;
  this := (in_desk_session_id, in_csr_id, in_ip_address, in_correlation_id, in_families, in_terms_hash, in_hits,
    current_instant(), in_beginnings, in_named, 1, in_guess IS NOT NULL);
  IF before.desk_session_id IS NOT NULL THEN
    goes_on := before.at > this.at - interval '2 seconds' AND (
      before.beginnings[cardinality(before.beginnings)] = ANY (in_beginnings)
      OR in_beginnings[cardinality(in_beginnings)] = ANY (before.beginnings));
    IF goes_on THEN
      this.named := ARRAY(SELECT unnest(before.named) UNION SELECT unnest(in_named));
      this.searches := before.searches + 1;
      this.has_guess := before.has_guess OR this.has_guess;
      IF cardinality(before.beginnings) > cardinality(in_beginnings) THEN this.beginnings := before.beginnings; END IF;
      IF before.at > this.at THEN
        before.named := this.named;
        before.searches := this.searches;
        before.has_guess := this.has_guess;
        before.beginnings := this.beginnings;
        this := before;
      END IF;
    ELSIF before.at > this.at THEN
      PERFORM append_search(this);
      this := before;
    ELSE
      PERFORM append_search(before);
    END IF;
    UPDATE unrested_searches u SET csr_id = this.csr_id, ip_address = this.ip_address, correlation_id = this.correlation_id,
      families = this.families, terms_hash = this.terms_hash, hits = this.hits, at = this.at,
      beginnings = this.beginnings, named = this.named, searches = this.searches, has_guess = this.has_guess
    WHERE u.desk_session_id = in_desk_session_id;
  ELSE
    INSERT INTO unrested_searches SELECT (this).*;
  END IF;
  SELECT c.fresh, c.others INTO named_fresh, named_others FROM count_seen(in_csr_id, 'named', in_named) c;
  SELECT c.fresh, c.others INTO guess_fresh, guess_others FROM count_seen(in_csr_id, 'guess', ARRAY(
    SELECT in_guess WHERE in_guess IS NOT NULL AND NOT (goes_on AND before.has_guess)
    UNION SELECT -g.id FROM unnest(in_guarded) AS g (id))) c;
END $$;

REVOKE EXECUTE ON FUNCTION count_seen, append_search, rest_search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_seen, rest_search TO porchlight_desk;
