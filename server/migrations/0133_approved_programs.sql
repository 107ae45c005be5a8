-- The worker enrolls an account when staff have approved the request (docs/decisions/0149-programs-keep-their-word.md).
GRANT INSERT (account_id, program, state, terms, started_on, changed_on, version) ON account_programs TO porchlight_worker;

-- The bank returned a payment of autopay: no more are made before its customer says so.
ALTER TABLE autopays ADD COLUMN paused_because text;
COMMENT ON COLUMN autopays.paused_because IS 'The bank''s reason for the return of the last payment; null while autopay pays.';
GRANT UPDATE (paused_because) ON autopays TO porchlight_portal, porchlight_worker;
