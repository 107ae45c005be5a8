-- Customers read in the portal which mails the utility sent them (docs/decisions/0143-messages-in-the-portal.md).
ALTER TABLE outgoing_messages
  ADD COLUMN web_user_id bigint REFERENCES web_users ON DELETE CASCADE,
  ADD COLUMN template text,
  ADD COLUMN read_at timestamptz;
COMMENT ON COLUMN outgoing_messages.web_user_id IS 'The web user whom the mail is for, as the message was written: later owners of the address do not see it.';
COMMENT ON COLUMN outgoing_messages.template IS 'The kind of a mail to a customer. Null for mail to staff and for mail of earlier versions.';
COMMENT ON COLUMN outgoing_messages.read_at IS 'When the customer marked it as read in the portal.';
CREATE INDEX outgoing_messages_web_user ON outgoing_messages (web_user_id, outgoing_message_id DESC) WHERE web_user_id IS NOT NULL;

-- Whom a mail is for is found here and never taken from the writer, so that no role can put a message on another customer's page. Of several
-- web users with one address, the one who acts or whose key it carries; where that is unknown, the message is on no page.
CREATE FUNCTION address_message() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE own bigint := current_web_user_id();
BEGIN
  NEW.web_user_id := NULL;
  -- A code that is read out to support is on a page of its own while it works.
  IF NEW.template IS NULL OR NEW.medium <> 'mail' OR NEW.read_out_code_id IS NOT NULL THEN RETURN NEW; END IF;
  NEW.web_user_id := COALESCE(
    (SELECT k.web_user_id FROM mailed_keys k WHERE k.mailed_key_id = NEW.mailed_key_id),
    (SELECT w.web_user_id FROM web_users w WHERE w.web_user_id = own AND w.email = NEW.recipient),
    (SELECT min(w.web_user_id) FROM web_users w WHERE lower(w.email) COLLATE "C" = lower(NEW.recipient) COLLATE "C" AND w.is_active
     HAVING count(*) = 1));
  RETURN NEW;
END $$;
CREATE TRIGGER address_message BEFORE INSERT ON outgoing_messages FOR EACH ROW EXECUTE FUNCTION address_message();

-- As before, and the copy is of the same kind.
CREATE OR REPLACE FUNCTION resend_task_message(in_task_id bigint) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO outgoing_messages (recipient, subject, body, template, self_service_task_id, created_at, next_attempt_at)
  SELECT recipient, subject, body, template, self_service_task_id, current_instant(), current_instant()
  FROM outgoing_messages WHERE self_service_task_id = in_task_id ORDER BY outgoing_message_id DESC LIMIT 1;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM pg_notify('outgoing_messages', '');
  RETURN true;
END $$;

-- The newest messages of the transaction's web user. A masquerade sees those about its account only. The account is named while the
-- reader is linked to it.
CREATE FUNCTION own_messages()
  RETURNS TABLE (message_id bigint, template text, subject text, account_id bigint, created_at timestamptz, is_read boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.outgoing_message_id, o.template, o.subject,
    CASE WHEN t.account_id = ANY ((SELECT linked_account_ids())::bigint[]) THEN t.account_id END, o.created_at, o.read_at IS NOT NULL
  FROM session_proof(decode(NULLIF(current_setting('porchlight.session', true), ''), 'hex'), '0') p
  JOIN outgoing_messages o ON o.web_user_id = p.web_user_id
  LEFT JOIN self_service_tasks t ON t.self_service_task_id = o.self_service_task_id
  WHERE p.actor_kind = 'customer' OR t.account_id = ANY ((SELECT linked_account_ids())::bigint[])
    AND t.account_id = (SELECT m.account_id FROM masquerades m WHERE m.masquerade_id = p.masquerade_id)
  ORDER BY o.outgoing_message_id DESC LIMIT 100
$$;

-- Marks messages of the session's customer as read, up to the newest one that was shown. A masquerade's token marks none.
CREATE FUNCTION read_own_messages(in_token_hash bytea, in_up_to_id bigint) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE marked integer;
BEGIN
  UPDATE outgoing_messages o SET read_at = current_instant()
  FROM session_proof(in_token_hash, '0') own
  WHERE own.actor_kind = 'customer' AND o.web_user_id = own.web_user_id AND o.outgoing_message_id <= in_up_to_id AND o.read_at IS NULL;
  GET DIAGNOSTICS marked = ROW_COUNT;
  RETURN marked;
END $$;

REVOKE EXECUTE ON FUNCTION address_message, own_messages, read_own_messages FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_messages TO porchlight_portal, porchlight_view;
GRANT EXECUTE ON FUNCTION read_own_messages TO porchlight_portal;
