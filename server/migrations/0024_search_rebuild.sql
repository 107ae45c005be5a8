-- Where a rebuild of the search index stands, so that one that was stopped goes on there.
CREATE TABLE search_rebuild (
  step text PRIMARY KEY CHECK (step IN ('names', 'premises', 'occupants')),
  behind bigint NOT NULL
);
COMMENT ON COLUMN search_rebuild.behind IS 'The last person, premise or account that is in step.';

-- Fills the empty index of a database that was filled without its triggers: a demo, a restore.
CREATE FUNCTION search_fill() RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO search_names (person_id, surname, given) SELECT person_id, surname, given FROM search_names_wanted;
  INSERT INTO search_premises (premise_id, core, street, house, unit, city, postal_code)
    SELECT premise_id, core, street, house, unit, city, postal_code FROM search_premises_wanted;
  -- The next part stands on these two.
  ANALYZE search_names, search_premises;
  INSERT INTO search_occupants (account_id, person_id, premise_id, started_on, ended_on, surname, given, core, house, postal_code)
    SELECT account_id, person_id, premise_id, started_on, ended_on, surname, given, core, house, postal_code
    FROM search_occupants_wanted;
  INSERT INTO search_lexicon (kind, term, hits, deletes)
    SELECT w.kind, w.term, w.hits, search_deletes(w.kind, w.term) FROM (
      SELECT 'name' AS kind, t.term, count(*)::integer AS hits
      FROM search_names n, LATERAL (VALUES (n.surname), (n.given)) t (term) GROUP BY t.term
      UNION ALL SELECT 'street', p.core, count(*) FROM search_premises p GROUP BY p.core
      UNION ALL SELECT 'city', p.city, count(*) FROM search_premises p GROUP BY p.city) w
    WHERE w.term <> '' ORDER BY w.kind, w.term;
END $$;
REVOKE EXECUTE ON FUNCTION search_fill FROM PUBLIC;
