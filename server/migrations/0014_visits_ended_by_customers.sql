-- A customer who ends a support visit has a line in the record that names the visit. A customer's line names a masquerade in
-- no other event, and never a CSR.
ALTER TABLE record_entries DROP CONSTRAINT record_entries_actor, ADD CONSTRAINT record_entries_actor CHECK (CASE actor_kind
  WHEN 'visitor' THEN ip_address IS NOT NULL AND csr_id IS NULL AND masquerade_id IS NULL
  WHEN 'customer' THEN web_user_id IS NOT NULL AND ip_address IS NOT NULL AND csr_id IS NULL
    AND (masquerade_id IS NULL OR event = 'ended')
  WHEN 'csr' THEN csr_id IS NOT NULL AND ip_address IS NOT NULL
  WHEN 'masquerade' THEN csr_id IS NOT NULL AND web_user_id IS NOT NULL AND masquerade_id IS NOT NULL AND ip_address IS NOT NULL
  WHEN 'integration' THEN client_id IS NOT NULL AND csr_id IS NULL
  WHEN 'system' THEN ip_address IS NULL AND client_id IS NULL
  ELSE false END);
