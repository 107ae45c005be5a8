-- People named by exports of tasks are counted and limited too, apart from those that searches and lists name.

ALTER TABLE csr_openings DROP CONSTRAINT csr_openings_what_check;
ALTER TABLE csr_openings ADD CHECK (what IN ('customer', 'identifier', 'named', 'guess', 'exported'));
COMMENT ON TABLE csr_openings IS
  'Within the last hour: customers opened, identifiers revealed, people named by searches and lists or exported, guesses (keyed hashes).';

-- As before, for exports too: these bring thousands of people at once, so that the ones counted before are told from the new
-- ones by a hash join and not by comparing each with each.
CREATE OR REPLACE FUNCTION count_seen(in_csr_id text, in_what text, in_ids bigint[], OUT fresh integer, OUT others integer)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  since timestamptz := current_instant() - interval '1 hour';
  new_ids bigint[];
BEGIN
  IF in_what NOT IN ('named', 'guess', 'exported') THEN RAISE EXCEPTION 'not counted here: %', in_what; END IF;
  others := 0;
  new_ids := ARRAY(SELECT DISTINCT u.id FROM unnest(in_ids) AS u (id) WHERE NOT EXISTS (
    SELECT 1 FROM csr_openings o
    WHERE o.csr_id = in_csr_id AND o.what = in_what AND o.id = u.id AND o.opened_at > since));
  fresh := cardinality(new_ids);
  IF fresh = 0 THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(in_csr_id || ' ' || in_what, 7304));
  SELECT count(*) INTO others FROM csr_openings o
  WHERE o.csr_id = in_csr_id AND o.what = in_what AND o.opened_at > since
    AND NOT EXISTS (SELECT 1 FROM unnest(new_ids) AS n (id) WHERE n.id = o.id);
  INSERT INTO csr_openings AS o SELECT in_csr_id, in_what, u.id, current_instant() FROM unnest(new_ids) AS u (id)
  ON CONFLICT (csr_id, what, id) DO UPDATE SET opened_at = excluded.opened_at
  WHERE o.opened_at <= excluded.opened_at - interval '1 hour';
END $$;
