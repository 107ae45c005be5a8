-- What a database knows about its installation, so that a start with another key, without its roles, or after a restore that lost
-- rights is refused instead of being ready and wrong. Only the owner reads and writes it.
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  key_check text NOT NULL,
  role_prefix text NOT NULL,
  rights jsonb NOT NULL
);
COMMENT ON COLUMN installation.key_check IS 'Keyed hash of a constant: it proves the encryption key without holding it.';
COMMENT ON COLUMN installation.role_prefix IS 'What the names of the four database roles begin with.';
COMMENT ON COLUMN installation.rights IS 'Of each role: in how many objects its rights are written. Fewer mean a restore that lost some.';

-- Which versions of the product have run here, for `npm run admin -- what-is-new`.
CREATE TABLE versions_run (
  version text PRIMARY KEY,
  first_started_at timestamptz NOT NULL DEFAULT now()
);
