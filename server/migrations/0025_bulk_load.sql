-- What a feed of the CIS needs: its keys for what had none, and what it said last of what customers may change themselves.

ALTER TABLE service_agreements ADD COLUMN source_key text UNIQUE;
ALTER TABLE web_users ADD COLUMN source_key text UNIQUE;

-- A feed removes the links that it made, never one that a customer made.
ALTER TABLE web_user_accounts ADD COLUMN is_from_source boolean NOT NULL DEFAULT false;

ALTER TABLE mailing_addresses ADD COLUMN source_digest bytea;
ALTER TABLE web_users ADD COLUMN source_digest bytea;
COMMENT ON COLUMN mailing_addresses.source_digest IS
  'Digest of the address that a feed said last: said again, it does not undo what the customer changed since.';
COMMENT ON COLUMN web_users.source_digest IS 'The same of user name and e-mail address.';
