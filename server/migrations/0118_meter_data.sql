-- Meter data that never lies: a month has a row for each register and interval length, readings keep their quality, and what a later
-- reading replaced stays beside as a revision. See decision 128.

ALTER TABLE usage_months
  ADD COLUMN register text NOT NULL DEFAULT '' CHECK (length(register) <= 10),
  ADD COLUMN qualities bytea,
  ADD COLUMN set_aside jsonb,
  ADD COLUMN stored_at timestamptz,
  DROP CONSTRAINT usage_months_pkey,
  ADD PRIMARY KEY (service_point_id, channel, month, register, interval_minutes);
COMMENT ON COLUMN usage_months.register IS 'The meter''s register where several measure one direction side by side; else empty.';
COMMENT ON COLUMN usage_months.qualities IS 'A quality for each slot, packed as runs (stored/packed-qualities.ts). Null: none is stated.';
COMMENT ON COLUMN usage_months.set_aside IS 'Values as the file wrote them that count in no sum: slot, raw, why.';

CREATE TABLE usage_revisions (
  service_point_id bigint NOT NULL REFERENCES service_points,
  channel text NOT NULL CHECK (channel IN ('delivered', 'received')),
  register text NOT NULL CHECK (length(register) <= 10),
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  starts_at timestamptz NOT NULL,
  interval_minutes smallint NOT NULL CHECK (interval_minutes > 0),
  revision integer NOT NULL CHECK (revision > 0),
  packed bytea NOT NULL,
  qualities bytea,
  total bigint NOT NULL,
  source text NOT NULL CHECK (source IN ('meter', 'green-button', 'nem', 'csv', 'demo')),
  stored_at timestamptz,
  PRIMARY KEY (service_point_id, channel, month, register, interval_minutes, revision)
);
COMMENT ON TABLE usage_revisions IS 'Readings that later ones replaced, or that did not count beside others. They count in no sum.';
COMMENT ON COLUMN usage_revisions.revision IS 'Counts up from 1, the oldest.';
CREATE INDEX usage_revisions_by_age ON usage_revisions (month, service_point_id);

-- Readings of billing periods: longer than a day, each with a length of its own.
CREATE TABLE usage_periods (
  usage_period_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service_point_id bigint NOT NULL REFERENCES service_points,
  channel text NOT NULL CHECK (channel IN ('delivered', 'received')),
  register text NOT NULL DEFAULT '' CHECK (length(register) <= 10),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  total bigint,
  quality smallint NOT NULL,
  raw double precision,
  is_revised boolean NOT NULL DEFAULT false,
  source text NOT NULL CHECK (source IN ('meter', 'green-button', 'nem', 'csv', 'demo')),
  stored_at timestamptz,
  CHECK ((total IS NULL) = (raw IS NOT NULL))
);
COMMENT ON COLUMN usage_periods.total IS 'Watt-hours for electricity and gas, milliliters for water. Null: the value counts in no sum, see raw.';
COMMENT ON COLUMN usage_periods.raw IS 'A meter''s number for "no reading", as the file wrote it.';
COMMENT ON COLUMN usage_periods.is_revised IS 'A later reading of the same time replaced this one.';
CREATE INDEX usage_periods_of_point ON usage_periods (service_point_id, starts_at);
CREATE INDEX usage_periods_by_age ON usage_periods (starts_at, usage_period_id);

ALTER TABLE usage_months DROP CONSTRAINT usage_months_source_check,
  ADD CONSTRAINT usage_months_source_check CHECK (source IN ('meter', 'green-button', 'nem', 'csv', 'demo'));

ALTER TABLE usage_revisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON usage_revisions TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY own_usage ON usage_revisions FOR SELECT TO porchlight_portal, porchlight_view
  USING (EXISTS (
    SELECT 1 FROM service_agreement_points p JOIN service_agreements a USING (service_agreement_id)
    WHERE p.service_point_id = usage_revisions.service_point_id
      AND a.started_on < (usage_revisions.month + interval '1 month')::date
      AND (a.ended_on IS NULL OR a.ended_on >= usage_revisions.month)));
GRANT SELECT ON usage_revisions TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;

ALTER TABLE usage_periods ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON usage_periods TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
-- A period is seen where one service agreement of a linked account covers all of it but a day at each end: its sum cannot be clipped.
CREATE POLICY own_usage ON usage_periods FOR SELECT TO porchlight_portal, porchlight_view
  USING (EXISTS (
    SELECT 1 FROM service_agreement_points p JOIN service_agreements a USING (service_agreement_id)
    WHERE p.service_point_id = usage_periods.service_point_id
      AND a.started_on <= (usage_periods.starts_at + interval '1 day')::date
      AND (a.ended_on IS NULL OR a.ended_on >= (usage_periods.ends_at - interval '2 days')::date)));
GRANT SELECT ON usage_periods TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;

CREATE FUNCTION retention_of_usage_periods(in_before date) RETURNS TABLE (key bigint, at date, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT u.usage_period_id, u.ends_at::date, CASE
    WHEN EXISTS (SELECT 1 FROM public.service_agreement_points p JOIN public.service_agreements a USING (service_agreement_id)
      JOIN public.legal_holds h ON h.account_id = a.account_id AND h.released_at IS NULL
      WHERE p.service_point_id = u.service_point_id AND a.started_on < u.ends_at::date
        AND (a.ended_on IS NULL OR a.ended_on >= u.starts_at::date)) THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.service_agreement_points p JOIN public.service_agreements a USING (service_agreement_id)
      JOIN public.bills b ON b.account_id = a.account_id
      WHERE p.service_point_id = u.service_point_id AND a.started_on < u.ends_at::date
        AND (a.ended_on IS NULL OR a.ended_on >= u.starts_at::date)
        AND b.period_from < u.ends_at::date AND b.period_to >= u.starts_at::date) THEN 'bill' END
  FROM public.usage_periods u WHERE u.ends_at < in_before
$$;
REVOKE EXECUTE ON FUNCTION retention_of_usage_periods FROM PUBLIC;

-- As before, with readings of billing periods.
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
    ('usage', 'usage', 'date', 'bigint', '{usage_months,usage_revisions}',
      'old AS (DELETE FROM usage_revisions r USING due WHERE r.service_point_id = due.key AND r.month = due.at),',
      't.service_point_id = due.key AND t.month = due.at'),
    ('usage-periods', 'usage', 'date', 'bigint', '{usage_periods}', '', 't.usage_period_id = due.key'),
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
