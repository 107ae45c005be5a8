-- Linking an account by its number and a postal code: the portal cannot see an account that is not linked, so this function
-- looks, decides and links in one step. The rules and their reasons: docs/decisions/0007-linking-an-account.md.

-- A postal code without its spaces and dashes; of a ZIP+4 the first five digits.
CREATE FUNCTION plain_postal_code(postal_code text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN regexp_replace(regexp_replace(upper(postal_code), '[^[:alnum:]]', '', 'g'), '^(\d{5})\d{4}$', '\1');

-- Links an account to the transaction's web user. `outcome`: 'linked' | 'already-linked' | 'refused', which says nothing of
-- why. Where linked: the role, and whether the account-person relationship was made for it.
CREATE FUNCTION link_account(in_account_id bigint, in_postal_code text)
  RETURNS TABLE (outcome text, role text, is_person_added boolean, is_financially_responsible boolean)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
#variable_conflict use_column
DECLARE
  who web_users;
  standing account_persons;
  is_open boolean;
  linked_as boolean;
  role_given text;
BEGIN
  SELECT * INTO who FROM web_users w WHERE w.web_user_id = current_web_user_id() AND w.is_active;
  SELECT * INTO standing FROM account_persons ap WHERE ap.account_id = in_account_id AND ap.person_id = who.person_id;
  SELECT l.is_active INTO linked_as FROM web_user_accounts l
  WHERE l.web_user_id = who.web_user_id AND l.account_id = in_account_id;
  -- The postal code fits; the utility has not taken the web access of this person, nor switched off this link; and nobody
  -- on the account is protected, unless the person is on it already.
  SELECT who.web_user_id IS NOT NULL AND COALESCE(standing.web_access_allowed, true) AND COALESCE(linked_as, true)
    AND plain_postal_code(in_postal_code) IN (
      SELECT plain_postal_code(m.postal_code) FROM mailing_addresses m WHERE m.account_id = in_account_id
      UNION ALL
      SELECT plain_postal_code(p.postal_code)
      FROM service_agreements a JOIN service_agreement_points ap USING (service_agreement_id)
      JOIN service_points s USING (service_point_id) JOIN premises p USING (premise_id)
      WHERE a.account_id = in_account_id)
    AND (standing.person_id IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM account_persons ap JOIN persons p USING (person_id)
      WHERE ap.account_id = in_account_id AND p.is_protected))
  INTO is_open;
  IF is_open IS NOT TRUE THEN RETURN QUERY SELECT 'refused', NULL::text, NULL::boolean, NULL::boolean; RETURN; END IF;
  role_given := CASE
    WHEN standing.is_main_customer THEN 'account-holder'
    WHEN standing.is_financially_responsible AND NOT standing.is_third_party_guarantor THEN 'co-holder'
    ELSE 'viewer' END;
  INSERT INTO web_user_accounts (web_user_id, account_id, role) VALUES (who.web_user_id, in_account_id, role_given)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN QUERY SELECT 'already-linked', NULL::text, NULL::boolean, NULL::boolean; RETURN; END IF;
  INSERT INTO account_persons (account_id, person_id, relationship_type, is_financially_responsible)
  SELECT in_account_id, who.person_id, t.relationship_type, r.is_financially_responsible
  FROM relationship_types t, web_user_roles r WHERE t.is_reserved AND r.role = role_given
  ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT 'linked', role_given, standing.person_id IS NULL, ap.is_financially_responsible
  FROM account_persons ap WHERE ap.account_id = in_account_id AND ap.person_id = who.person_id;
END $$;

REVOKE EXECUTE ON FUNCTION link_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION link_account TO porchlight_portal;
