-- Programs: how an account is billed and paid over time (docs/decisions/0118-programs.md). A row for each time that an account
-- was in a program; at most one of a program goes on. accounts.is_paperless and is_autopay stay the switches that the CIS
-- reads and writes: of those two programs a row only keeps what was agreed.

CREATE TABLE account_programs (
  account_program_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts ON DELETE CASCADE,
  program text NOT NULL CHECK (program ~ '^[a-z]+(-[a-z]+)*$'),
  state text NOT NULL CHECK (state IN ('active', 'withdrawn', 'completed', 'broken')),
  terms jsonb NOT NULL,
  started_on date NOT NULL,
  changed_on date NOT NULL,
  ended_on date,
  version integer NOT NULL,
  CHECK ((state = 'active') = (ended_on IS NULL)),
  CHECK (changed_on >= started_on AND ended_on >= started_on)
);
CREATE UNIQUE INDEX account_programs_active ON account_programs (account_id, program) WHERE state = 'active';
CREATE INDEX account_programs_account ON account_programs (account_id, program);
COMMENT ON COLUMN account_programs.terms IS 'What is agreed, by the schema of the program (contract/src/programs.ts).';
COMMENT ON COLUMN account_programs.changed_on IS 'When the terms were last agreed, in the utility''s calendar.';
COMMENT ON COLUMN account_programs.version IS 'Counts up over all rows of an account and program, so that no version comes back.';

ALTER TABLE account_programs ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON account_programs TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY own_programs ON account_programs TO porchlight_portal, porchlight_view
  USING (account_id = ANY ((SELECT linked_account_ids())::bigint[]))
  WITH CHECK (account_id = ANY ((SELECT linked_account_ids())::bigint[]));
GRANT SELECT ON account_programs TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
GRANT INSERT (account_id, program, state, terms, started_on, changed_on, ended_on, version) ON account_programs TO porchlight_portal;
GRANT UPDATE (state, terms, changed_on, ended_on, version) ON account_programs TO porchlight_portal, porchlight_worker;

-- The request of a customer switches paper bills itself.
CREATE POLICY own_account_switches ON accounts FOR UPDATE TO porchlight_portal
  USING (account_id = ANY ((SELECT linked_account_ids())::bigint[]))
  WITH CHECK (account_id = ANY ((SELECT linked_account_ids())::bigint[]));
GRANT UPDATE (is_paperless, version) ON accounts TO porchlight_portal;
