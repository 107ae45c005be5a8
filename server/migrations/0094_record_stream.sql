-- The record streams to a collector of security events (decision 72). The cursor is a place in the sealed tree, where nothing appears
-- behind it any more. There is one stream.
CREATE TABLE record_streams (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- Without secrets.
  destination text NOT NULL,
  -- Whether addresses and typed reasons go out, of which the leaf only has a hash.
  has_values boolean NOT NULL,
  is_on boolean NOT NULL,
  -- Everything before was acknowledged.
  next_index bigint NOT NULL CHECK (next_index >= 0),
  -- The end of the batch that is being sent, and stays so until it is acknowledged: a batch is repeated as it was.
  pending_to bigint CHECK (pending_to > next_index),
  lease_by uuid,
  lease_until timestamptz,
  sent_at timestamptz,
  failures integer NOT NULL DEFAULT 0,
  failure text,
  failed_at timestamptz,
  next_attempt_at timestamptz,
  CHECK ((lease_by IS NULL) = (lease_until IS NULL))
);
ALTER TABLE record_streams ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON record_streams FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY streaming ON record_streams TO porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT ON record_streams TO porchlight_desk;
GRANT SELECT, INSERT, UPDATE ON record_streams TO porchlight_worker;
