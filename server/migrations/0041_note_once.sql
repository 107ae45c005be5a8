-- A contact note that is sent twice, because no answer came to the first attempt, is kept once. The desk gives each draft an id; the
-- same text of the same draft is the same note. Another text is another note, even from the same draft.
ALTER TABLE customer_contacts ADD COLUMN draft_id uuid;
COMMENT ON COLUMN customer_contacts.draft_id IS 'The draft at the desk that the note was saved from.';
CREATE UNIQUE INDEX customer_contacts_once ON customer_contacts (draft_id, csr_id, account_id, md5(note))
  WHERE draft_id IS NOT NULL;
