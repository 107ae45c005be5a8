-- What an approved change of contact details writes: docs/decisions/0033-a-completed-task-has-its-effect.md.

-- Writes contacts of a web user's person, all or none. Each: contactType, value, normalised, normalisedBefore (null: there was
-- none). It takes the place of the contact that stood when it was asked for, keeps whether that was the primary one, and is
-- approved. `outcome`: 'written' | 'contact-changed-since' | 'web-user-not-found'.
CREATE FUNCTION set_contacts(in_web_user_id bigint, in_contacts jsonb) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  who bigint;
  c record;
  standing person_contacts;
BEGIN
  SELECT w.person_id INTO who FROM web_users w WHERE w.web_user_id = in_web_user_id;
  IF who IS NULL THEN RETURN 'web-user-not-found'; END IF;
  PERFORM 1 FROM persons p WHERE p.person_id = who FOR UPDATE;
  -- Looked at first, written after: nothing of a request is written where a part of it cannot be.
  FOR c IN SELECT * FROM jsonb_to_recordset(in_contacts)
      AS t ("contactType" text, value text, normalised text, "normalisedBefore" text) LOOP
    SELECT * INTO standing FROM person_contacts p WHERE p.person_id = who AND p.contact_type = c."contactType"
      AND p.state = 'approved' ORDER BY p.is_primary DESC, p.person_contact_id LIMIT 1;
    IF standing.normalised_value IS DISTINCT FROM c.normalised
      AND standing.normalised_value IS DISTINCT FROM c."normalisedBefore" THEN RETURN 'contact-changed-since'; END IF;
  END LOOP;
  FOR c IN SELECT * FROM jsonb_to_recordset(in_contacts)
      AS t ("contactType" text, value text, normalised text, "normalisedBefore" text) LOOP
    SELECT * INTO standing FROM person_contacts p WHERE p.person_id = who AND p.contact_type = c."contactType"
      AND p.state = 'approved' ORDER BY p.is_primary DESC, p.person_contact_id LIMIT 1;
    IF NOT FOUND THEN
      INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary, state)
      VALUES (who, c."contactType", c.value, c.normalised, true, 'approved');
    ELSIF standing.normalised_value <> c.normalised THEN
      -- The same value again, as a second one, would be found twice.
      DELETE FROM person_contacts p WHERE p.person_id = who AND p.contact_type = c."contactType"
        AND p.normalised_value = c.normalised AND p.person_contact_id <> standing.person_contact_id;
      UPDATE person_contacts SET value = c.value, normalised_value = c.normalised, version = version + 1
      WHERE person_contact_id = standing.person_contact_id;
    END IF;
  END LOOP;
  RETURN 'written';
END $$;
REVOKE EXECUTE ON FUNCTION set_contacts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION set_contacts TO porchlight_worker;

-- What an unlink left: a person on the account whom no web user stands for any more.
CREATE FUNCTION remove_account_person(in_account_id bigint, in_person_id bigint, in_version integer) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE standing account_persons;
BEGIN
  SELECT * INTO standing FROM account_persons ap
  WHERE ap.account_id = in_account_id AND ap.person_id = in_person_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not-found'; END IF;
  IF standing.is_main_customer THEN RETURN 'main-customer'; END IF;
  IF EXISTS (SELECT 1 FROM web_user_accounts l JOIN web_users w USING (web_user_id)
    WHERE l.account_id = in_account_id AND w.person_id = in_person_id) THEN RETURN 'still-linked'; END IF;
  IF standing.version <> in_version THEN RETURN 'changed'; END IF;
  DELETE FROM account_persons ap WHERE ap.account_id = in_account_id AND ap.person_id = in_person_id;
  RETURN 'removed';
END $$;
REVOKE EXECUTE ON FUNCTION remove_account_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remove_account_person TO porchlight_desk;
