-- Codes to read out leave by text message too (docs/decisions/0101-text-messages.md). Text messages wait in the table of mail: the
-- same claims, retries and to-dos, and a job of their own, so that an outage of one medium does not hold up the other.
ALTER TABLE outgoing_messages
  ADD COLUMN medium text NOT NULL DEFAULT 'mail' CHECK (medium IN ('mail', 'text')),
  ADD COLUMN postponed_at timestamptz;
COMMENT ON COLUMN outgoing_messages.recipient IS 'An e-mail address, or an E.164 telephone number for a text message.';
COMMENT ON COLUMN outgoing_messages.postponed_at IS 'When the mail server or the provider of text messages could not be reached, most recently.';

-- Whether messages of a medium are waiting because of an outage: for every customer alike, so it says nothing about one.
CREATE FUNCTION medium_is_delayed(in_medium text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM outgoing_messages m WHERE m.medium = in_medium AND m.sent_at IS NULL
    AND m.next_attempt_at < 'infinity' AND m.postponed_at > current_instant() - interval '10 minutes')
$$;
REVOKE EXECUTE ON FUNCTION medium_is_delayed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION medium_is_delayed TO porchlight_desk;

-- As before, and the text messages to the person's own numbers.
CREATE OR REPLACE FUNCTION messages_of_person(in_person_id bigint)
  RETURNS TABLE (outgoing_message_id bigint, recipient text, subject text, body text, created_at timestamptz,
    sent_at timestamptz, failure text, self_service_task_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.outgoing_message_id, o.recipient, o.subject, o.body, o.created_at, o.sent_at, o.failure, o.self_service_task_id
  FROM outgoing_messages o
  WHERE o.medium = 'mail' AND lower(o.recipient) IN (
    SELECT lower(w.email) FROM web_users w WHERE w.person_id = in_person_id
    UNION SELECT c.normalised_value FROM person_contacts c WHERE c.person_id = in_person_id AND c.contact_type = 'email')
  OR o.medium = 'text' AND o.read_out_code_id IN (
    SELECT k.read_out_code_id FROM read_out_codes k JOIN web_users w USING (web_user_id) WHERE w.person_id = in_person_id)
$$;
