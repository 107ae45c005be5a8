-- The record is read page by page, newest first.
CREATE INDEX record_entries_newest ON record_entries (record_entry_id DESC);
