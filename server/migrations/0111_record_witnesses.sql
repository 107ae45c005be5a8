-- Cosignatures of checkpoints by witnesses, and the daily mail of a checkpoint.

-- A witness has seen that the record only grew up to this size. No foreign key: a checkpoint that somebody deleted is still cosigned.
CREATE TABLE record_cosignatures (
  size bigint NOT NULL CHECK (size > 0),
  -- The witness's key, name+id.
  witness text COLLATE "C" NOT NULL,
  -- As it is written below the checkpoint.
  line text NOT NULL CHECK (line LIKE E'— % %\n'),
  -- By the witness's clock.
  cosigned_at timestamptz NOT NULL,
  PRIMARY KEY (size, witness)
);
CREATE INDEX record_cosignatures_of_witness ON record_cosignatures (witness, size DESC);

ALTER TABLE record_cosignatures ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON record_cosignatures FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY sealing ON record_cosignatures TO porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT ON record_cosignatures TO porchlight_desk;
GRANT SELECT, INSERT, UPDATE ON record_cosignatures TO porchlight_worker;

-- A witness that looked at a checkpoint and did not sign it, and not one that was away.
ALTER TABLE record_places ADD COLUMN refused_at timestamptz;
-- Of the daily mail to one address: the utility's day, the size, and the message until it was sent or given up.
ALTER TABLE record_places ADD COLUMN mailed_on date;
ALTER TABLE record_places ADD COLUMN mailed_size bigint;
ALTER TABLE record_places ADD COLUMN outgoing_message_id bigint;
