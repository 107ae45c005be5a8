-- The encryption key can be changed: for a while two keys are valid, and `npm run admin -- rotate-key` seals everything under the new one
-- (docs/decisions/0085-key-rotation.md).
ALTER TABLE installation
  ADD COLUMN previous_key_check text,
  ADD COLUMN key_changed_at timestamptz;
COMMENT ON COLUMN installation.previous_key_check IS 'Of the key before, while it is still valid beside the new one.';
COMMENT ON COLUMN installation.key_changed_at IS 'When the newest change of the key began.';

-- Only the owner reads it, at a start and when the key is changed.
CREATE TABLE kept_hash_keys (
  key_id text NOT NULL CHECK (key_id ~ '^[0-9a-f]{12}$'),
  purpose text NOT NULL CHECK (purpose IN ('search terms', 'erased source key', 'erased source key of 0.2.0')),
  sealed bytea NOT NULL,
  PRIMARY KEY (key_id, purpose)
);
COMMENT ON TABLE kept_hash_keys IS 'Of encryption keys before the current one: the keys of keyed hashes whose values nobody has, sealed under the current key.';
COMMENT ON COLUMN kept_hash_keys.key_id IS 'The name of the encryption key that it was derived from.';
