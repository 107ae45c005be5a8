-- Everything about one person, in one file: what the desk's role reads for it beyond what it read before. No hash, token, key or
-- sealed setting is among it.

GRANT SELECT (expires_at, ip_address, user_agent) ON customer_sessions TO porchlight_desk;
GRANT SELECT (web_user_id, created_at, last_used_at) ON known_devices TO porchlight_desk;
GRANT SELECT ON failed_sign_ins TO porchlight_desk;
GRANT SELECT (web_user_id, changed_at) ON web_user_credentials TO porchlight_desk;
GRANT SELECT (email, self_service_task_id) ON mailed_keys TO porchlight_desk;
GRANT SELECT (cis_delivery_id, line, body, created_at, failure, answered_at, reference) ON cis_deliveries TO porchlight_desk;
GRANT SELECT (self_service_task_id, provider_session_id, provider_event_id) ON card_payment_sessions TO porchlight_desk;
GRANT SELECT ON link_news, visit_news TO porchlight_desk;

CREATE POLICY export_person ON card_payment_sessions FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY export_person ON visit_news FOR SELECT TO porchlight_desk USING (true);

-- The mails to one person's own addresses, in whichever spelling. The desk's role still reads no other mail.
CREATE INDEX outgoing_messages_recipient ON outgoing_messages (lower(recipient));
CREATE FUNCTION messages_of_person(in_person_id bigint)
  RETURNS TABLE (outgoing_message_id bigint, recipient text, subject text, body text, created_at timestamptz,
    sent_at timestamptz, failure text, self_service_task_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.outgoing_message_id, o.recipient, o.subject, o.body, o.created_at, o.sent_at, o.failure, o.self_service_task_id
  FROM outgoing_messages o
  WHERE lower(o.recipient) IN (
    SELECT lower(w.email) FROM web_users w WHERE w.person_id = in_person_id
    UNION SELECT c.normalised_value FROM person_contacts c WHERE c.person_id = in_person_id AND c.contact_type = 'email')
$$;
REVOKE EXECUTE ON FUNCTION messages_of_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION messages_of_person TO porchlight_desk;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('supervisors', 'person-data', 'export'),
  ('security-officer', 'person-data', 'export')
ON CONFLICT DO NOTHING;
