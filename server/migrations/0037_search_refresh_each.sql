-- What should stand in the index of many accounts is looked up account by account, by indexes alone. A plan for all of them at
-- once, made while tables were small and kept for the connection, read a whole table and compared each row of it with each
-- account: the time of a bulk load grew with the square of what had been loaded.

CREATE FUNCTION search_occupants_of(in_accounts bigint[]) RETURNS SETOF search_occupants
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
AS $$
BEGIN
  -- OFFSET 0 keeps the planner from making one join of it.
  RETURN QUERY SELECT w.* FROM unnest(in_accounts) AS given (account_id)
    CROSS JOIN LATERAL (SELECT * FROM search_occupants_wanted o WHERE o.account_id = given.account_id OFFSET 0) w;
END $$;

CREATE OR REPLACE FUNCTION search_refresh_occupants(in_accounts bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$
BEGIN
  PERFORM 1 FROM accounts a WHERE a.account_id = ANY (in_accounts) AND a.xmin <> pg_current_xact_id()::xid
  ORDER BY a.account_id FOR NO KEY UPDATE;
  WITH wanted AS MATERIALIZED (SELECT * FROM search_occupants_of(in_accounts)),
  gone AS (
    DELETE FROM search_occupants s WHERE s.account_id = ANY (in_accounts)
      AND NOT EXISTS (
        SELECT 1 FROM wanted w
        WHERE (w.account_id, w.person_id, w.premise_id, w.surname, w.given, w.core, w.house, w.postal_code, w.started_on)
            = (s.account_id, s.person_id, s.premise_id, s.surname, s.given, s.core, s.house, s.postal_code, s.started_on)
          AND w.ended_on IS NOT DISTINCT FROM s.ended_on))
  INSERT INTO search_occupants (account_id, person_id, premise_id, started_on, ended_on, surname, given, core, house, postal_code)
  SELECT * FROM wanted EXCEPT SELECT * FROM search_occupants s WHERE s.account_id = ANY (in_accounts);
END $$;

REVOKE EXECUTE ON FUNCTION search_occupants_of FROM PUBLIC;
