-- Supervisors see live masquerades step by step, and the open tabs of an ended masquerade say why it was ended, in the words of the
-- person who ended it.

-- The desk is told of each step of a masquerade: its id, account and CSR. The step itself is read from the record.
CREATE FUNCTION tell_of_masquerade_steps() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE told jsonb;
BEGIN
  SELECT jsonb_agg(DISTINCT jsonb_build_array(a.masquerade_id, a.account_id, a.csr_id)) INTO told
  FROM added a WHERE a.actor_kind = 'masquerade' AND a.masquerade_id IS NOT NULL AND a.csr_id IS NOT NULL
    AND a.event IN ('read', 'changed', 'refused');
  IF told IS NOT NULL THEN PERFORM tell_the_desk('masquerade-step', told); END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION tell_of_masquerade_steps FROM PUBLIC;
CREATE TRIGGER record_entries_live_steps AFTER INSERT ON record_entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_of_masquerade_steps();

-- As before, with the reason that the CSR who ended it gave.
DROP FUNCTION view_end_by_key(text, bytea);
DROP FUNCTION view_end(bytea, text);
CREATE FUNCTION view_end(in_token_hash bytea, in_host_masquerade_id text)
  RETURNS TABLE (account_id bigint, csr_locale text, ended_by text, given_reason text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.account_id, m.csr_locale, e.display_name, e.given_reason
  FROM masquerades m
  LEFT JOIN LATERAL (
    SELECT u.display_name, r.details ->> 'givenReason' AS given_reason
    FROM record_entries r JOIN csr_users u ON u.csr_id = r.csr_id
    WHERE r.masquerade_id = m.masquerade_id AND r.event = 'ended' AND r.actor_kind = 'csr' ORDER BY r.at DESC LIMIT 1) e ON true
  WHERE m.token_hash = in_token_hash AND (in_host_masquerade_id IS NULL OR m.masquerade_id = in_host_masquerade_id)
$$;
CREATE FUNCTION view_end_by_key(in_masquerade_id text, in_key bytea)
  RETURNS TABLE (account_id bigint, end_cause text, csr_locale text, ended_by text, given_reason text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT e.account_id, c.cause, e.csr_locale, e.ended_by, e.given_reason
  FROM masquerades m
  CROSS JOIN LATERAL (SELECT masquerade_end_cause(m) AS cause) c
  CROSS JOIN LATERAL view_end(m.token_hash, m.masquerade_id) e
  WHERE m.masquerade_id = in_masquerade_id AND view_end_key(m.token_hash) = in_key AND c.cause IS NOT NULL
$$;
REVOKE EXECUTE ON FUNCTION view_end, view_end_by_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION view_end, view_end_by_key TO porchlight_view, porchlight_portal;
