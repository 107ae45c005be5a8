-- Notification preferences, and messages on their way out.

CREATE TABLE notification_preferences (
  web_user_id bigint NOT NULL REFERENCES web_users ON DELETE CASCADE,
  account_id bigint NOT NULL REFERENCES accounts,
  choices jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (web_user_id, account_id)
);
COMMENT ON COLUMN notification_preferences.choices IS 'By notification: the channels that are on. No row: the defaults of contract/src/preferences.ts.';

CREATE TABLE outgoing_messages (
  outgoing_message_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recipient text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  self_service_task_id bigint REFERENCES self_service_tasks,
  created_at timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  sent_at timestamptz,
  failure text
);
CREATE INDEX outgoing_messages_due ON outgoing_messages (next_attempt_at) WHERE sent_at IS NULL;

ALTER TABLE notification_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE outgoing_messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON notification_preferences FOR SELECT TO porchlight_desk, porchlight_worker USING (true);
CREATE POLICY own_preferences ON notification_preferences TO porchlight_portal, porchlight_view
  USING (web_user_id = current_web_user_id() AND account_id = ANY ((SELECT linked_account_ids())::bigint[]));
CREATE POLICY enqueue ON outgoing_messages FOR INSERT TO porchlight_portal, porchlight_desk WITH CHECK (true);
CREATE POLICY send ON outgoing_messages TO porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT ON notification_preferences TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
GRANT INSERT, UPDATE ON notification_preferences TO porchlight_portal;
GRANT INSERT ON outgoing_messages TO porchlight_portal, porchlight_desk, porchlight_worker;
GRANT SELECT, UPDATE, DELETE ON outgoing_messages TO porchlight_worker;
