-- Everything about one person, in one file: what the desk's role reads for it beyond what it read before. No hash, token, key or
-- sealed setting is among it.

GRANT SELECT (expires_at, ip_address, user_agent) ON customer_sessions TO porchlight_desk;
GRANT SELECT (web_user_id, created_at, last_used_at) ON known_devices TO porchlight_desk;
GRANT SELECT ON failed_sign_ins TO porchlight_desk;
GRANT SELECT (web_user_id, changed_at) ON web_user_credentials TO porchlight_desk;
GRANT SELECT (email, self_service_task_id) ON mailed_keys TO porchlight_desk;
GRANT SELECT (outgoing_message_id, recipient, subject, body, self_service_task_id, created_at, sent_at, failure, mailed_key_id)
  ON outgoing_messages TO porchlight_desk;
GRANT SELECT (cis_delivery_id, line, body, created_at, failure, answered_at, reference) ON cis_deliveries TO porchlight_desk;
GRANT SELECT (self_service_task_id, provider_session_id, provider_event_id) ON card_payment_sessions TO porchlight_desk;
GRANT SELECT ON link_news, visit_news TO porchlight_desk;

CREATE POLICY export_person ON outgoing_messages FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY export_person ON card_payment_sessions FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY export_person ON visit_news FOR SELECT TO porchlight_desk USING (true);

-- One person's mails, by whichever spelling of the address.
CREATE INDEX outgoing_messages_recipient ON outgoing_messages (lower(recipient));

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('supervisors', 'person-data', 'export'),
  ('security-officer', 'person-data', 'export')
ON CONFLICT DO NOTHING;
