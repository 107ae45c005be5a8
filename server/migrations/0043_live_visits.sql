-- The support visits of the transaction's web user that are going on, by the same rule as every request of them is checked.
CREATE FUNCTION live_support_visits()
  RETURNS TABLE (masquerade_id text, account_id bigint, mode text, started_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.masquerade_id, m.account_id, m.mode, m.arrived_at FROM masquerades m
  WHERE m.web_user_id = current_web_user_id() AND m.ended_at IS NULL AND m.arrived_at IS NOT NULL
    AND masquerade_end_cause(m) IS NULL
  ORDER BY m.arrived_at DESC
$$;
REVOKE EXECUTE ON FUNCTION live_support_visits FROM PUBLIC;
GRANT EXECUTE ON FUNCTION live_support_visits TO porchlight_portal, porchlight_view;
