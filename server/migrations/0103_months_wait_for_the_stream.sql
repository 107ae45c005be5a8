-- A month of the record is not dropped before the collector of security events has acknowledged all of it (decision 86).

-- As before, with the entries that are still to be streamed.
CREATE OR REPLACE FUNCTION retention_of_record_months(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT to_char(m.month, 'YYYYMM')::bigint, (m.month + interval '1 month') AT TIME ZONE 'UTC', CASE
    WHEN EXISTS (SELECT 1 FROM public.record_entries e WHERE e.at >= m.month AT TIME ZONE 'UTC'
      AND e.at < (m.month + interval '1 month') AT TIME ZONE 'UTC'
      AND NOT EXISTS (SELECT 1 FROM public.record_leaves l WHERE l.record_entry_id = e.record_entry_id)) THEN 'unsealed'
    WHEN EXISTS (SELECT 1 FROM public.record_entries e JOIN public.legal_holds h ON h.account_id = e.account_id AND h.released_at IS NULL
      WHERE e.at >= m.month AT TIME ZONE 'UTC' AND e.at < (m.month + interval '1 month') AT TIME ZONE 'UTC') THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.record_streams s JOIN public.record_leaves l ON l.leaf_index >= s.next_index
      JOIN public.record_entries e ON e.at = l.entry_at AND e.record_entry_id = l.record_entry_id
      WHERE s.is_on AND e.at >= m.month AT TIME ZONE 'UTC'
        AND e.at < (m.month + interval '1 month') AT TIME ZONE 'UTC') THEN 'unstreamed' END
  FROM (
    SELECT to_date(right(c.relname, 7), 'YYYY_MM')::timestamp AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.record_entries'::regclass AND c.relname ~ '^record_entries_[0-9]{4}_[0-9]{2}$'
    UNION SELECT date_trunc('month', r.at AT TIME ZONE 'UTC') FROM public.record_entries_rest r) m
  WHERE m.month + interval '1 month' <= in_before AND EXISTS (SELECT 1 FROM public.record_entries e
    WHERE e.at >= m.month AT TIME ZONE 'UTC' AND e.at < (m.month + interval '1 month') AT TIME ZONE 'UTC')
$$;

-- As before, with the months that wait for the stream.
CREATE OR REPLACE FUNCTION retention_delete(in_part text, in_before date, in_after_at text, in_after_key text, in_most integer,
    OUT examined integer, OUT deleted integer, OUT kept jsonb, OUT last_at text, OUT last_key text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET datestyle = 'ISO'
AS $$
DECLARE
  p record;
  months integer;
  due date[];
BEGIN
  -- One batch at a time, and no legal hold is placed during it: the next statement sees those that were.
  PERFORM pg_advisory_xact_lock(hashtextextended('retention', 7305));
  SELECT * INTO STRICT p FROM retention_part(in_part);
  SELECT CASE jsonb_typeof(v) WHEN 'number' THEN v::integer END INTO months FROM setting_value('retention.' || p.kind) v;
  IF months IS NULL OR in_before > ((current_instant() AT TIME ZONE 'UTC')::date - make_interval(months => months))::date THEN
    RAISE EXCEPTION 'the saved period of % keeps these rows', p.kind USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF in_part = 'record-months' THEN
    SELECT count(*), count(*) FILTER (WHERE e.kept IS NULL), max(e.at)::text, max(e.key)::text,
      array_agg(to_date(e.key::text, 'YYYYMM') ORDER BY e.key) FILTER (WHERE e.kept IS NULL),
      jsonb_strip_nulls(jsonb_build_object('hold', NULLIF(count(*) FILTER (WHERE e.kept = 'hold'), 0),
        'unsealed', NULLIF(count(*) FILTER (WHERE e.kept = 'unsealed'), 0),
        'unstreamed', NULLIF(count(*) FILTER (WHERE e.kept = 'unstreamed'), 0)))
    INTO examined, deleted, last_at, last_key, due, kept
    FROM (SELECT r.key, r.at, r.kept FROM retention_of_record_months(in_before) r
      WHERE in_after_key IS NULL OR r.key > in_after_key::bigint ORDER BY r.key LIMIT in_most) e;
    IF due IS NOT NULL THEN PERFORM drop_record_months(due); END IF;
    RETURN;
  END IF;
  EXECUTE format($q$
    WITH examined AS MATERIALIZED (
      SELECT r.key, r.at, r.kept FROM %1$I($1) r
      WHERE $2::text IS NULL OR (r.at, r.key) > ($2::text::%2$s, $3::text::%3$s)
      ORDER BY r.at, r.key FETCH FIRST ($4::bigint) ROWS WITH TIES),
    due AS (SELECT e.key, e.at FROM examined e WHERE e.kept IS NULL),
    %4$s
    gone AS (DELETE FROM %5$I t USING due WHERE %6$s RETURNING 1)
    SELECT (SELECT count(*) FROM examined), (SELECT count(*) FROM gone),
      (SELECT COALESCE(jsonb_object_agg(k.kept, k.rows), '{}') FROM (
        SELECT e.kept, count(*) AS rows FROM examined e WHERE e.kept IS NOT NULL GROUP BY 1) k),
      (SELECT e.at::text FROM examined e ORDER BY e.at DESC, e.key DESC LIMIT 1),
      (SELECT e.key::text FROM examined e ORDER BY e.at DESC, e.key DESC LIMIT 1)
  $q$, p.rules, p.at_type, p.key_type, p.beside, p.tables[1], p.matches)
  INTO examined, deleted, kept, last_at, last_key USING in_before, in_after_at, in_after_key, in_most;
END $$;
