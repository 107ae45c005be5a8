-- What an unlink took and what was mailed to whom is personal data, of no use when its time is over: the task, the contact and the
-- record say what was done. The worker deletes it 90 days later.
CREATE POLICY cleanup ON unlinks TO porchlight_worker USING (true);
GRANT SELECT (unlink_id, undo_until), DELETE ON unlinks TO porchlight_worker;
GRANT DELETE ON mailed_keys TO porchlight_worker;
CREATE INDEX unlinks_over ON unlinks (undo_until);
CREATE INDEX mailed_keys_over ON mailed_keys (expires_at);
