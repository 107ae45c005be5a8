-- Months of the record have an end (docs/decisions/0069-months-of-the-record.md): whole ones are dropped by the period `retention.record`.
-- The tree and its checkpoints stay, so that later entries still verify. What was dropped is an entry.

CREATE TABLE record_drops (
  record_drop_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  months text[] NOT NULL,
  entries bigint NOT NULL,
  -- Every leaf that was ever dropped: one drop says all, so that the earlier ones may be dropped too.
  leaves int8multirange NOT NULL,
  -- The entry that says so, with its time.
  record_entry_id bigint NOT NULL,
  entry_at timestamptz NOT NULL
);
ALTER TABLE record_drops ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON record_drops FOR SELECT TO porchlight_desk, porchlight_worker USING (true);
GRANT SELECT ON record_drops TO porchlight_desk, porchlight_worker;

-- The months that are older than a day as a whole, and why one is kept. A month goes as a whole: a legal hold on one account keeps it.
CREATE FUNCTION retention_of_record_months(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT to_char(m.month, 'YYYYMM')::bigint, (m.month + interval '1 month') AT TIME ZONE 'UTC', CASE
    WHEN EXISTS (SELECT 1 FROM public.record_entries e WHERE e.at >= m.month AT TIME ZONE 'UTC'
      AND e.at < (m.month + interval '1 month') AT TIME ZONE 'UTC'
      AND NOT EXISTS (SELECT 1 FROM public.record_leaves l WHERE l.record_entry_id = e.record_entry_id)) THEN 'unsealed'
    WHEN EXISTS (SELECT 1 FROM public.record_entries e JOIN public.legal_holds h ON h.account_id = e.account_id AND h.released_at IS NULL
      WHERE e.at >= m.month AT TIME ZONE 'UTC' AND e.at < (m.month + interval '1 month') AT TIME ZONE 'UTC') THEN 'hold' END
  FROM (
    SELECT to_date(right(c.relname, 7), 'YYYY_MM')::timestamp AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.record_entries'::regclass AND c.relname ~ '^record_entries_[0-9]{4}_[0-9]{2}$'
    UNION SELECT date_trunc('month', r.at AT TIME ZONE 'UTC') FROM public.record_entries_rest r) m
  WHERE m.month + interval '1 month' <= in_before AND EXISTS (SELECT 1 FROM public.record_entries e
    WHERE e.at >= m.month AT TIME ZONE 'UTC' AND e.at < (m.month + interval '1 month') AT TIME ZONE 'UTC')
$$;

-- Drops whole months and says so in one entry. Their hashes stay in the tiles.
CREATE FUNCTION drop_record_months(in_months date[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  month date;
  from_at timestamptz;
  to_at timestamptz;
  gone int8multirange := '{}';
  every int8multirange := COALESCE((SELECT d.leaves FROM record_drops d ORDER BY d.record_drop_id DESC LIMIT 1), '{}');
  entry record;
  names text[] := ARRAY(SELECT to_char(m, 'YYYY-MM') FROM unnest(in_months) m ORDER BY m);
  entries bigint;
BEGIN
  FOREACH month IN ARRAY in_months LOOP
    from_at := month::timestamp AT TIME ZONE 'UTC';
    to_at := (month + interval '1 month') AT TIME ZONE 'UTC';
    IF EXISTS (SELECT 1 FROM record_entries e WHERE e.at >= from_at AND e.at < to_at
      AND NOT EXISTS (SELECT 1 FROM record_leaves l WHERE l.record_entry_id = e.record_entry_id)) THEN
      RAISE EXCEPTION 'the record of % has an entry that is not sealed', month USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    gone := gone + COALESCE((SELECT range_agg(i.island) FROM (
      SELECT int8range(min(n.leaf_index), max(n.leaf_index) + 1) AS island FROM (
        SELECT l.leaf_index, l.leaf_index - row_number() OVER (ORDER BY l.leaf_index) AS gap
        FROM record_entries e JOIN record_leaves l ON l.record_entry_id = e.record_entry_id
        WHERE e.at >= from_at AND e.at < to_at) n
      GROUP BY n.gap) i), '{}');
  END LOOP;
  every := every + gone;
  SELECT COALESCE(sum(upper(r) - lower(r)), 0) INTO entries FROM unnest(gone) r;
  INSERT INTO record_entries (at, event, action, actor_kind, correlation_id, details)
  VALUES (now(), 'changed', 'record:drop', 'system', gen_random_uuid(), jsonb_build_object('months', array_to_string(names, ' '),
    'entries', entries, 'leaves', every::text))
  RETURNING record_entry_id, at INTO entry;
  INSERT INTO record_drops (months, entries, leaves, record_entry_id, entry_at)
  VALUES (names, entries, every, entry.record_entry_id, entry.at);
  DELETE FROM record_leaves l USING unnest(gone) r WHERE l.leaf_index >= lower(r) AND l.leaf_index < upper(r);
  DELETE FROM record_entries_rest e USING unnest(in_months) m
  WHERE e.at >= m::timestamp AT TIME ZONE 'UTC' AND e.at < (m + interval '1 month') AT TIME ZONE 'UTC';
  -- Last, because from here to the commit nobody can append. A statement that waits for this lock lets others wait: it is asked for briefly, and again.
  PERFORM set_config('lock_timeout', '300ms', true);
  FOREACH month IN ARRAY in_months LOOP
    FOR attempt IN 1..20 LOOP
      BEGIN
        EXECUTE format('DROP TABLE IF EXISTS public.%I', 'record_entries_' || to_char(month, 'YYYY_MM'));
        EXIT;
      EXCEPTION WHEN lock_not_available THEN
        IF attempt = 20 THEN RAISE; END IF;
        PERFORM pg_sleep(0.5);
      END;
    END LOOP;
  END LOOP;
  PERFORM set_config('lock_timeout', '0', true);
END $$;

-- As before, with the months of the record.
CREATE OR REPLACE FUNCTION retention_part(in_part text, OUT kind text, OUT rules text, OUT at_type text, OUT key_type text, OUT tables text[],
    OUT beside text, OUT matches text)
  LANGUAGE sql IMMUTABLE AS $$
  SELECT p.kind, 'retention_of_' || replace(p.part, '-', '_'), p.at_type, p.key_type, p.tables, p.beside, p.matches
  FROM (VALUES
    ('customer-sessions', 'sessions', 'timestamptz', 'bigint', '{customer_sessions}'::text[], '',
      't.customer_session_id = due.key'),
    ('desk-sessions', 'sessions', 'timestamptz', 'bigint', '{desk_sessions}', '',
      't.desk_session_id = due.key'),
    ('tasks', 'tasks', 'timestamptz', 'bigint', '{self_service_tasks,self_service_task_log}',
      'notes AS (UPDATE customer_contacts c SET self_service_task_id = NULL, csr_id = COALESCE(c.csr_id, t.csr_id),
           masquerade_id = COALESCE(c.masquerade_id, t.masquerade_id),
           is_by_customer = t.actor_kind IN (''customer'', ''visitor'') AND COALESCE(c.csr_id, t.csr_id) IS NULL
         FROM due JOIN self_service_tasks t ON t.self_service_task_id = due.key
         WHERE c.self_service_task_id = due.key),',
      't.self_service_task_id = due.key'),
    ('contacts', 'contacts', 'timestamptz', 'bigint', '{customer_contacts}', '',
      't.customer_contact_id = due.key'),
    ('usage', 'usage', 'date', 'bigint', '{usage_months}', '',
      't.service_point_id = due.key AND t.month = due.at'),
    ('bills', 'bills', 'date', 'bigint', '{bills,bill_lines}', '', 't.bill_id = due.key'),
    ('payments', 'bills', 'date', 'bigint', '{payments}', '', 't.payment_id = due.key'),
    ('to-dos', 'to-dos', 'timestamptz', 'bigint', '{to_dos}', '', 't.to_do_id = due.key'),
    ('masquerades', 'masquerades', 'timestamptz', 'text', '{masquerades}',
      'codes AS (DELETE FROM masquerade_used_codes c USING due WHERE c.masquerade_id = due.key),',
      't.masquerade_id = due.key'),
    ('protected-openings', 'masquerades', 'timestamptz', 'bigint', '{protected_openings}', '',
      't.protected_opening_id = due.key'),
    ('record-months', 'record', 'timestamptz', 'bigint', '{record_entries}', '', '')
  ) AS p (part, kind, at_type, key_type, tables, beside, matches)
  WHERE p.part = in_part
$$;


-- As before. Months of the record are dropped, and not deleted row by row.
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
        'unsealed', NULLIF(count(*) FILTER (WHERE e.kept = 'unsealed'), 0)))
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


-- As before; of a month nobody knows how many bytes it has.
CREATE OR REPLACE FUNCTION retention_row_bytes(in_part text) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT (sum(pg_total_relation_size(c.oid)) / NULLIF(max(
      c.reltuples / NULLIF(c.relpages, 0) * (pg_relation_size(c.oid) / current_setting('block_size')::integer)
    ) FILTER (WHERE t.place = 1 AND c.reltuples > 0), 0))::bigint
  FROM unnest(CASE WHEN in_part <> 'record-months' THEN (retention_part(in_part)).tables END) WITH ORDINALITY t (name, place)
  JOIN pg_class c ON c.oid = ('public.' || quote_ident(t.name))::regclass
$$;

REVOKE EXECUTE ON FUNCTION retention_of_record_months, drop_record_months FROM PUBLIC;
