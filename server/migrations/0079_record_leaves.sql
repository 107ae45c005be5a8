-- The record becomes a transparency log (decision 48): each entry is a leaf of a Merkle tree. Requests insert entries as before;
-- a job gives them their places in the tree within a second or two ("sealing").

-- Which entry is which leaf. The salts hide the values that may have to be erased: the leaf holds a hash of salt and value only.
CREATE TABLE record_leaves (
  leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0),
  record_entry_id bigint NOT NULL UNIQUE,
  -- With it the entry is found in one partition.
  entry_at timestamptz NOT NULL,
  ip_salt bytea CHECK (octet_length(ip_salt) = 32),
  given_reason_salt bytea CHECK (octet_length(given_reason_salt) = 32),
  -- Of an erased value, whose salt is erased with it.
  ip_commitment bytea CHECK (octet_length(ip_commitment) = 32),
  given_reason_commitment bytea CHECK (octet_length(given_reason_commitment) = 32),
  CHECK (ip_salt IS NULL OR ip_commitment IS NULL),
  CHECK (given_reason_salt IS NULL OR given_reason_commitment IS NULL)
);

-- The tree: pieces of up to 256 hashes (C2SP tlog-tiles). Level 0 holds the hashes of the leaves.
CREATE TABLE record_tiles (
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  tile_index bigint NOT NULL CHECK (tile_index >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
  PRIMARY KEY (level, tile_index)
);
-- Hashes do not compress.
ALTER TABLE record_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- What was signed: so many leaves, this root. Without a key nothing is signed, and the note is null.
CREATE TABLE record_checkpoints (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text,
  made_at timestamptz NOT NULL DEFAULT now()
);

-- How far the sealing has come. Entries up to settled_id are leaves, or were rolled back. Those up to awaited_id will be so when
-- the transactions that were open at that moment have ended.
CREATE TABLE record_sealing (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  size bigint NOT NULL DEFAULT 0,
  -- Entries up to it are older than the sealing itself.
  first_id bigint,
  settled_id bigint NOT NULL DEFAULT 0,
  awaited_id bigint,
  awaited_transactions text[]
);
INSERT INTO record_sealing DEFAULT VALUES;

-- Where checkpoints are kept besides this database, and which was kept last. The place itself is a setting of the process.
CREATE TABLE record_places (
  place text PRIMARY KEY,
  size bigint NOT NULL DEFAULT 0,
  kept_at timestamptz,
  failure text,
  failed_at timestamptz
);

-- An erased entry has no address any more.
ALTER TABLE record_entries ADD COLUMN erased_at timestamptz;
ALTER TABLE record_entries DROP CONSTRAINT record_entries_actor, ADD CONSTRAINT record_entries_actor CHECK (CASE actor_kind
  WHEN 'visitor' THEN (ip_address IS NOT NULL OR erased_at IS NOT NULL) AND csr_id IS NULL AND masquerade_id IS NULL
  WHEN 'customer' THEN web_user_id IS NOT NULL AND (ip_address IS NOT NULL OR erased_at IS NOT NULL) AND csr_id IS NULL
    AND (masquerade_id IS NULL OR event = 'ended')
  WHEN 'csr' THEN csr_id IS NOT NULL AND (ip_address IS NOT NULL OR erased_at IS NOT NULL)
  WHEN 'masquerade' THEN csr_id IS NOT NULL AND web_user_id IS NOT NULL AND masquerade_id IS NOT NULL
    AND (ip_address IS NOT NULL OR erased_at IS NOT NULL)
  WHEN 'integration' THEN client_id IS NOT NULL AND csr_id IS NULL
  WHEN 'system' THEN ip_address IS NULL AND client_id IS NULL
  ELSE false END);

-- Takes the address and the typed reason out of entries. Their leaves keep the commitments, so that the record still verifies.
-- Entries that are not sealed yet are refused: the caller waits for the next run of the sealing.
CREATE FUNCTION erase_record_values(in_entry_ids bigint[]) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE erased integer;
BEGIN
  IF EXISTS (SELECT FROM unnest(in_entry_ids) AS id WHERE NOT EXISTS (SELECT FROM record_leaves l WHERE l.record_entry_id = id)) THEN
    RAISE EXCEPTION 'an entry is not sealed yet' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  UPDATE record_leaves l SET
    ip_commitment = COALESCE(l.ip_commitment, sha256(l.ip_salt || convert_to(host(e.ip_address), 'UTF8'))), ip_salt = NULL,
    given_reason_commitment = COALESCE(l.given_reason_commitment,
      sha256(l.given_reason_salt || convert_to(e.details ->> 'givenReason', 'UTF8'))), given_reason_salt = NULL
  FROM record_entries e WHERE l.record_entry_id = ANY (in_entry_ids) AND e.at = l.entry_at AND e.record_entry_id = l.record_entry_id;
  UPDATE record_entries e SET ip_address = NULL, details = e.details - 'givenReason', erased_at = now()
  FROM record_leaves l WHERE l.record_entry_id = ANY (in_entry_ids) AND e.at = l.entry_at AND e.record_entry_id = l.record_entry_id
    AND e.erased_at IS NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END $$;
REVOKE EXECUTE ON FUNCTION erase_record_values FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_record_values TO porchlight_worker;

ALTER TABLE record_leaves ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_tiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_checkpoints ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_sealing ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_places ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON record_leaves FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY staff ON record_tiles FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY staff ON record_checkpoints FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY staff ON record_sealing FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY staff ON record_places FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY sealing ON record_leaves TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY sealing ON record_tiles TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY sealing ON record_checkpoints TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY sealing ON record_sealing TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY sealing ON record_places TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY sealing ON record_entries FOR SELECT TO porchlight_worker USING (true);
GRANT SELECT ON record_leaves, record_tiles, record_checkpoints, record_sealing, record_places TO porchlight_desk;
GRANT SELECT ON record_entries TO porchlight_worker;
GRANT SELECT, INSERT ON record_leaves, record_checkpoints TO porchlight_worker;
GRANT SELECT, INSERT, UPDATE ON record_tiles, record_places TO porchlight_worker;
GRANT SELECT, UPDATE ON record_sealing TO porchlight_worker;
