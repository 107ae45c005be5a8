-- Every page of the portal asks which accounts its reader sees. Row-level security asks it once more for each table that a statement names:
-- nine times for the selector of accounts, four times for one link, and for each table of a service. These functions ask once. They take no web user: they
-- answer for the session of the transaction alone.

-- As before, but the linked accounts are read once, not for each row.
CREATE OR REPLACE FUNCTION held_account_ids() RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT COALESCE(array_agg(h.account_id), '{}') FROM account_holders h
  WHERE h.web_user_id = current_web_user_id() AND h.account_id = ANY ((SELECT linked_account_ids())::bigint[])
$$;

-- The reader's own link to an account: the role, its rights, and whether the reader is a holder. No row where the reader sees no such account.
CREATE FUNCTION own_link(in_account_id bigint) RETURNS TABLE (web_user_id bigint, role text, rights text[], is_holder boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT l.web_user_id, l.role, r.rights, EXISTS (
    SELECT 1 FROM account_holders h WHERE h.web_user_id = l.web_user_id AND h.account_id = l.account_id)
  FROM web_user_accounts l JOIN web_user_roles r USING (role)
  WHERE l.web_user_id = current_web_user_id() AND l.account_id = in_account_id AND l.account_id = ANY (linked_account_ids())
$$;

-- The accounts that the reader sees, the first 500 of them: open ones first. `address` is of a premise served now, else of the last one;
-- null where there is none.
CREATE FUNCTION own_accounts()
  RETURNS TABLE (account_id bigint, nickname text, role text, is_closed boolean, is_holder boolean, address text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH own AS MATERIALIZED (SELECT current_web_user_id() AS web_user_id, linked_account_ids() AS account_ids)
  SELECT l.account_id, l.nickname, l.role, a.status = 'closed', h.account_id IS NOT NULL, place.address
  FROM own JOIN web_user_accounts l ON l.web_user_id = own.web_user_id AND l.account_id = ANY (own.account_ids)
  JOIN accounts a ON a.account_id = l.account_id
  LEFT JOIN account_holders h ON h.account_id = l.account_id AND h.web_user_id = l.web_user_id
  LEFT JOIN LATERAL (
    SELECT concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city) AS address
    FROM service_agreements sa JOIN service_agreement_points sap USING (service_agreement_id)
    JOIN service_points sp USING (service_point_id) JOIN premises p USING (premise_id)
    WHERE sa.account_id = a.account_id ORDER BY sa.ended_on DESC NULLS FIRST, sa.started_on DESC, p.premise_id
    LIMIT 1) place ON true
  ORDER BY a.status, l.account_id LIMIT 500
$$;

-- The services that an account of the reader had or has: a row for each agreement and service point. `place`: open agreements first, then
-- electricity, gas and water, then by address. `newest`: the newest month with readings while the account had the service; null for none.
CREATE FUNCTION own_services(in_account_id bigint)
  RETURNS TABLE (service_point_id bigint, service_type text, started_on date, ended_on date, place bigint, newest date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sp.service_point_id, sp.service_type, sa.started_on, sa.ended_on,
    row_number() OVER (ORDER BY sa.ended_on DESC NULLS FIRST, array_position('{electricity,gas,water}', sp.service_type),
      p.line1, p.line2, sp.service_point_id),
    (SELECT max(u.month) FROM usage_months u WHERE u.service_point_id = sp.service_point_id
      AND u.month >= date_trunc('month', sa.started_on)::date AND (sa.ended_on IS NULL OR u.month <= sa.ended_on))
  FROM (SELECT linked_account_ids() AS account_ids) own
  JOIN service_agreements sa ON sa.account_id = in_account_id AND sa.account_id = ANY (own.account_ids)
  JOIN service_agreement_points sap USING (service_agreement_id)
  JOIN service_points sp USING (service_point_id)
  JOIN premises p USING (premise_id)
$$;

REVOKE EXECUTE ON FUNCTION own_link(bigint), own_accounts(), own_services(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_link(bigint), own_accounts(), own_services(bigint) TO porchlight_portal, porchlight_view;
