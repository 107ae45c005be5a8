-- Usage: one packed row per service point, channel and utility-local month (see usage/packed-month.ts).

CREATE TABLE usage_months (
  service_point_id bigint NOT NULL REFERENCES service_points,
  channel text NOT NULL CHECK (channel IN ('delivered', 'received')),
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  starts_at timestamptz NOT NULL,
  interval_minutes smallint NOT NULL CHECK (interval_minutes > 0),
  packed bytea NOT NULL,
  total bigint NOT NULL,
  source text NOT NULL CHECK (source IN ('meter', 'green-button', 'demo')),
  PRIMARY KEY (service_point_id, channel, month)
);
COMMENT ON COLUMN usage_months.total IS 'Sum of the readings: watt-hours for electricity and gas, for water millilitres.';

ALTER TABLE usage_months ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON usage_months TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
-- A month is seen where a service agreement of a linked account covers a day of it; queries clip to the days.
CREATE POLICY own_usage ON usage_months FOR SELECT TO porchlight_portal, porchlight_view
  USING (EXISTS (
    SELECT 1 FROM service_agreement_points p JOIN service_agreements a USING (service_agreement_id)
    WHERE p.service_point_id = usage_months.service_point_id
      AND a.started_on < (usage_months.month + interval '1 month')::date
      AND (a.ended_on IS NULL OR a.ended_on >= usage_months.month)));
GRANT SELECT ON usage_months TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
