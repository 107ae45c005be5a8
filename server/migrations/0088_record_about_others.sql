-- What was done to a person who is not on the account any more: such lines name the person (an export, an erasure, an account person
-- who was removed) or the web user (a guest whom a holder let in, declined or removed) in their details. Few lines do.
CREATE INDEX record_entries_person ON record_entries ((details ->> 'personId')) WHERE details ? 'personId';
CREATE INDEX record_entries_guest ON record_entries ((COALESCE(details ->> 'removed', details ->> 'newcomer')))
  WHERE details ?| ARRAY['removed', 'newcomer'];
