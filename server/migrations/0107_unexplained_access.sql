-- Unexplained access: detectors read the sealed record behind a cursor and raise alerts, canary customers, pairs that raise none, and
-- daily sums for reports (docs/decisions/0096-detectors-over-the-sealed-record.md).

-- An alert has an outcome once it is settled. Its owner is the to-do's assigned CSR.
ALTER TABLE to_dos ADD COLUMN outcome text CHECK (outcome IN ('explained', 'false-alarm', 'corrected', 'passed-on', 'misuse'));
-- The account's alerts and other to-dos near a moment, done ones included.
CREATE INDEX to_dos_done_account ON to_dos (account_id, completed_at) WHERE completed_at IS NOT NULL AND account_id IS NOT NULL;
CREATE INDEX to_dos_alerts ON to_dos (created_at DESC, to_do_id DESC) WHERE to_do_role = 'security-officer';

-- What became of an alert, step by step. Without free text: the reasons are in the to-do and in the record.
CREATE TABLE alert_steps (
  alert_step_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  to_do_id bigint NOT NULL REFERENCES to_dos ON DELETE CASCADE,
  step text NOT NULL CHECK (step IN ('taken', 'handed-over', 'muted', 'settled')),
  by_csr_id text NOT NULL REFERENCES csr_users,
  to_csr_id text REFERENCES csr_users,
  at timestamptz NOT NULL,
  CHECK ((step = 'handed-over') = (to_csr_id IS NOT NULL))
);
CREATE INDEX alert_steps_alert ON alert_steps (to_do_id, alert_step_id);

-- What a detector found: the alert's to-do has one row. Ids and numbers only; names are read when it is shown.
CREATE TABLE alert_findings (
  to_do_id bigint PRIMARY KEY REFERENCES to_dos ON DELETE CASCADE,
  detector text NOT NULL,
  csr_id text COLLATE "C" NOT NULL REFERENCES csr_users,
  -- What it is about besides the CSR: an account, or a night. Within it the same finding is told once.
  about text COLLATE "C" NOT NULL,
  account_id bigint NOT NULL REFERENCES accounts,
  person_id bigint REFERENCES persons,
  record_entry_id bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  -- How often, an hour or more apart.
  times integer NOT NULL DEFAULT 1,
  facts jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX alert_findings_same ON alert_findings (detector, csr_id, about, first_at DESC);

-- How far each detector has read the sealed record, and the sums of the reports.
CREATE TABLE detector_cursors (
  detector text COLLATE "C" PRIMARY KEY,
  next_index bigint NOT NULL DEFAULT 0 CHECK (next_index >= 0),
  ran_at timestamptz
);

-- Pairs of a CSR and a customer of which a detector raises no alert any more. Why is in the record line of the same moment.
CREATE TABLE detector_mutes (
  detector_mute_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  detector text NOT NULL,
  csr_id text COLLATE "C" NOT NULL REFERENCES csr_users,
  account_id bigint NOT NULL REFERENCES accounts,
  muted_by_csr_id text NOT NULL REFERENCES csr_users,
  muted_at timestamptz NOT NULL,
  ended_by_csr_id text REFERENCES csr_users,
  ended_at timestamptz,
  CHECK ((ended_at IS NULL) = (ended_by_csr_id IS NULL)),
  CHECK (muted_by_csr_id <> csr_id)
);
CREATE UNIQUE INDEX detector_mutes_live ON detector_mutes (detector, csr_id, account_id) WHERE ended_at IS NULL;

-- Customers whom nobody has a reason to open. No statement of a CSR's request reads this table.
CREATE TABLE canary_customers (
  canary_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts,
  marked_by_csr_id text NOT NULL REFERENCES csr_users,
  marked_at timestamptz NOT NULL,
  ended_by_csr_id text REFERENCES csr_users,
  ended_at timestamptz,
  CHECK ((ended_at IS NULL) = (ended_by_csr_id IS NULL))
);
CREATE UNIQUE INDEX canary_customers_live ON canary_customers (account_id) WHERE ended_at IS NULL;

-- What detectors compare customers with, where the staff's own customer data say nothing: each value is optional.
CREATE TABLE csr_own_details (
  csr_id text COLLATE "C" PRIMARY KEY REFERENCES csr_users,
  other_surnames text[] NOT NULL DEFAULT '{}',
  line1 text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  account_ids bigint[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1
);

-- How much each CSR did to which account on which day (the utility's), in reads, changes and refusals.
CREATE TABLE access_days (
  day date NOT NULL,
  csr_id text COLLATE "C" NOT NULL,
  account_id bigint NOT NULL,
  reads integer NOT NULL,
  changes integer NOT NULL,
  refusals integer NOT NULL,
  PRIMARY KEY (day, csr_id, account_id)
);
-- Sums of a day: lines by their event, masquerades by their purpose, refusals by their reason, distinct accounts.
CREATE TABLE access_sums (
  day date NOT NULL,
  sum_kind text COLLATE "C" NOT NULL CHECK (sum_kind IN ('event', 'purpose', 'refusal', 'customers')),
  name text COLLATE "C" NOT NULL,
  csr_id text COLLATE "C" NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (day, sum_kind, name, csr_id)
);

-- The house number of the first line of an address: in front ("412 Oak St"), or at the end ("Av. Roble 412"). Null where there is none.
CREATE FUNCTION house_number(line1 text) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE((regexp_match(u.line, '^\s*(\d{1,6})[[:alpha:]]?\M'))[1],
    (regexp_match(u.line, '(\d{1,6})[[:alpha:]]?\s*$'))[1])::integer
  FROM (SELECT regexp_replace(line1, '\s+(apt|unit|ste|suite|apto|depto|dpto|piso|int)\M.*$|\s*#.*$|,.*$', '', 'i') AS line) u
$$;

-- The street of the first line of an address, to compare: folded, without house number and unit, its kind shortened.
CREATE FUNCTION street_of(line1 text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT string_agg(COALESCE(k.short, w.word), ' ' ORDER BY w.n)
  FROM (SELECT regexp_replace(regexp_replace(line1, '\s+(apt|unit|ste|suite|apto|depto|dpto|piso|int)\M.*$|\s*#.*$|,.*$', '', 'i'),
      '^\s*\d{1,6}[[:alpha:]]?\M|\m\d{1,6}[[:alpha:]]?\s*$', '') AS line) u,
    LATERAL unnest(search_words(u.line)) WITH ORDINALITY AS w (word, n)
    LEFT JOIN (VALUES ('street', 'st'), ('avenue', 'ave'), ('avenida', 'av'), ('road', 'rd'), ('drive', 'dr'), ('lane', 'ln'),
      ('court', 'ct'), ('boulevard', 'blvd'), ('place', 'pl'), ('terrace', 'ter'), ('circle', 'cir'), ('parkway', 'pkwy'),
      ('north', 'n'), ('south', 's'), ('east', 'e'), ('west', 'w')) AS k (long, short) ON k.long = w.word
$$;

-- Raises alerts for what a detector found in one batch of the record: a to-do, its finding, a line in the record. What is muted raises none;
-- what is open, or was first found within a day, counts up. The caller moves its cursor in the same transaction. Returns how many were new.
CREATE FUNCTION raise_findings(in_findings jsonb) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  f record;
  same bigint;
  raised integer := 0;
BEGIN
  FOR f IN SELECT * FROM jsonb_to_recordset(in_findings) AS x (detector text, priority smallint, csr_id text, about text,
      account_id bigint, person_id bigint, record_entry_id bigint, at timestamptz, facts jsonb) ORDER BY x.at, x.record_entry_id LOOP
    CONTINUE WHEN EXISTS (SELECT FROM detector_mutes m WHERE m.detector = f.detector AND m.csr_id = f.csr_id
      AND m.account_id = f.account_id AND m.ended_at IS NULL);
    same := NULL;
    SELECT a.to_do_id INTO same FROM alert_findings a JOIN to_dos t USING (to_do_id)
    WHERE a.detector = f.detector AND a.csr_id = f.csr_id AND a.about = f.about
      AND (t.completed_at IS NULL OR a.first_at > f.at - interval '1 day')
    ORDER BY a.first_at DESC LIMIT 1 FOR UPDATE OF a;
    IF same IS NOT NULL THEN
      UPDATE alert_findings a SET times = a.times + 1, last_at = f.at
      WHERE a.to_do_id = same AND a.last_at < f.at - interval '1 hour';
      CONTINUE;
    END IF;
    INSERT INTO to_dos (to_do_role, subject, priority, account_id, about_csr_id, created_at)
    VALUES ('security-officer', f.detector, f.priority, f.account_id, f.csr_id, current_instant()) RETURNING to_do_id INTO same;
    INSERT INTO alert_findings (to_do_id, detector, csr_id, about, account_id, person_id, record_entry_id, first_at, last_at, facts)
    VALUES (same, f.detector, f.csr_id, f.about, f.account_id, f.person_id, f.record_entry_id, f.at, f.at, f.facts);
    -- The line names no account: who reads the record of an account must not learn that it is a canary, or whom it resembles.
    PERFORM append_record(jsonb_build_array(jsonb_build_object('event', 'alert', 'action', 'job:detect', 'actor_kind', 'system',
      'csr_id', f.csr_id, 'reason', 'unexplained-access', 'correlation_id', gen_random_uuid(),
      'details', jsonb_build_object('toDoId', same))));
    raised := raised + 1;
  END LOOP;
  IF raised > 0 THEN PERFORM pg_notify('alerts', ''); END IF;
  RETURN raised;
END $$;

ALTER TABLE alert_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_findings ENABLE ROW LEVEL SECURITY;
ALTER TABLE detector_cursors ENABLE ROW LEVEL SECURITY;
ALTER TABLE detector_mutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE canary_customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE csr_own_details ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_sums ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON alert_steps TO porchlight_desk USING (true) WITH CHECK (true);
CREATE POLICY staff ON alert_findings FOR SELECT TO porchlight_desk, porchlight_worker USING (true);
CREATE POLICY staff ON detector_cursors FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY detecting ON detector_cursors TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY staff ON detector_mutes TO porchlight_desk USING (true) WITH CHECK (true);
CREATE POLICY staff ON canary_customers TO porchlight_desk USING (true) WITH CHECK (true);
CREATE POLICY detecting ON canary_customers FOR SELECT TO porchlight_worker USING (true);
CREATE POLICY staff ON csr_own_details TO porchlight_desk USING (true) WITH CHECK (true);
CREATE POLICY detecting ON csr_own_details FOR SELECT TO porchlight_worker USING (true);
CREATE POLICY staff ON access_days FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY detecting ON access_days TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY staff ON access_sums FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY detecting ON access_sums TO porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON alert_steps TO porchlight_desk;
GRANT SELECT ON alert_findings TO porchlight_desk, porchlight_worker;
GRANT SELECT ON detector_cursors TO porchlight_desk;
GRANT SELECT, INSERT, UPDATE ON detector_cursors TO porchlight_worker;
GRANT SELECT, INSERT ON detector_mutes, canary_customers TO porchlight_desk;
GRANT UPDATE (ended_by_csr_id, ended_at) ON detector_mutes, canary_customers TO porchlight_desk;
GRANT SELECT ON canary_customers, csr_own_details TO porchlight_worker;
GRANT SELECT, INSERT, UPDATE ON csr_own_details TO porchlight_desk;
GRANT SELECT ON access_days, access_sums TO porchlight_desk;
GRANT SELECT, INSERT, UPDATE, DELETE ON access_days, access_sums TO porchlight_worker;
REVOKE EXECUTE ON FUNCTION raise_findings FROM PUBLIC;
GRANT EXECUTE ON FUNCTION raise_findings TO porchlight_worker;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('security-officer', 'detector', 'view'), ('security-officer', 'detector', 'change'),
  ('security-officer', 'access-report', 'view'), ('supervisors', 'access-report', 'view')
ON CONFLICT DO NOTHING;
