-- The state of the record for the security officer, and verifications that the application makes itself
-- (docs/decisions/0068-the-officers-page-of-the-record.md).

-- How long the oldest entry of a run had waited. The newest checkpoints of an hour give entries and lag of that hour.
ALTER TABLE record_checkpoints ADD COLUMN lag_ms bigint NOT NULL DEFAULT 0 CHECK (lag_ms >= 0);
CREATE INDEX record_checkpoints_made ON record_checkpoints (made_at, size);

-- A verification is work for minutes. The process that runs it beats; where the beats stop, another process goes on behind the last
-- entry that was found right.
CREATE TABLE record_verifications (
  record_verification_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('whole', 'since')),
  -- Of a run since a tree that was verified before: its size and root.
  since_size bigint NOT NULL DEFAULT 0,
  since_root bytea CHECK (octet_length(since_root) = 32),
  started_by_csr_id text REFERENCES csr_users,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  runner uuid,
  beat_at timestamptz,
  -- Everything before this entry was right; the root of the tree there.
  verified bigint NOT NULL DEFAULT 0,
  verified_root bytea CHECK (octet_length(verified_root) = 32),
  size bigint,
  interruptions integer NOT NULL DEFAULT 0,
  own_checkpoints bigint NOT NULL DEFAULT 0,
  kept_checkpoints bigint NOT NULL DEFAULT 0,
  unsigned bigint NOT NULL DEFAULT 0,
  -- What the run could not prove: names of reasons.
  unproved text[] NOT NULL DEFAULT '{}',
  faults jsonb NOT NULL DEFAULT '[]',
  failure text,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'failed'))),
  CHECK ((kind = 'since') = (since_root IS NOT NULL))
);
COMMENT ON COLUMN record_verifications.started_by_csr_id IS 'Null: the nightly run.';
-- A second start joins the run that is under way.
CREATE UNIQUE INDEX record_verifications_open ON record_verifications (kind) WHERE ended_at IS NULL;
CREATE INDEX record_verifications_newest ON record_verifications (record_verification_id DESC);

ALTER TABLE record_verifications ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON record_verifications TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT ON record_verifications TO porchlight_desk, porchlight_worker;
GRANT INSERT (kind, started_by_csr_id, state, created_at) ON record_verifications TO porchlight_desk;
GRANT INSERT, UPDATE, DELETE ON record_verifications TO porchlight_worker;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('security-officer', 'record-proof', 'view'), ('security-officer', 'record-proof', 'verify')
ON CONFLICT DO NOTHING;

-- Raises an alert about the record, and not about a CSR: a line in the record and a to-do of the security officer. Where one of the
-- same subject is unsettled, it is not raised again. Returns whether it was raised.
CREATE FUNCTION raise_record_alert(in_subject text, in_details jsonb) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(in_subject, 7303));
  IF EXISTS (SELECT 1 FROM to_dos t WHERE t.to_do_role = 'security-officer' AND t.subject = in_subject AND t.completed_at IS NULL)
  THEN RETURN false; END IF;
  PERFORM append_record(jsonb_build_array(jsonb_build_object('event', 'alert', 'action', 'record-proof:verify', 'actor_kind', 'system',
    'reason', in_subject, 'correlation_id', gen_random_uuid(), 'details', in_details)));
  INSERT INTO to_dos (to_do_role, subject, priority, created_at)
  VALUES ('security-officer', in_subject, 1, current_instant());
  PERFORM pg_notify('alerts', '');
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION raise_record_alert FROM PUBLIC;
GRANT EXECUTE ON FUNCTION raise_record_alert TO porchlight_worker;
