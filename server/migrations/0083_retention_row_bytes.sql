-- As in 0080, but a table that has grown since PostgreSQL last counted it is counted by its pages, as the planner does: otherwise
-- its rows look larger than they are.
CREATE OR REPLACE FUNCTION retention_row_bytes(in_part text) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT (sum(pg_total_relation_size(c.oid)) / NULLIF(max(
      c.reltuples / NULLIF(c.relpages, 0) * (pg_relation_size(c.oid) / current_setting('block_size')::integer)
    ) FILTER (WHERE t.place = 1 AND c.reltuples > 0), 0))::bigint
  FROM unnest((retention_part(in_part)).tables) WITH ORDINALITY t (name, place)
  JOIN pg_class c ON c.oid = ('public.' || quote_ident(t.name))::regclass
$$;
