-- What would refuse the start of a masquerade now also ends it: a CSR who joined a group that asks for a second factor which
-- the desk session has not seen (at the desk such a session is none), and a web user who lost the web access, became
-- protected, or turned out to be staff.
CREATE OR REPLACE FUNCTION masquerade_end_cause(m masquerades) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT CASE
    WHEN m.end_cause IS NOT NULL THEN m.end_cause
    WHEN m.ends_at <= current_instant() THEN 'time'
    WHEN m.last_activity_at + make_interval(secs => m.idle_seconds) <= current_instant() THEN 'idle'
    WHEN m.arrived_at IS NULL AND m.code_expires_at <= current_instant() THEN 'never-arrived'
    WHEN setting_value('masquerade.enabled') = 'false' THEN 'switched-off'
    WHEN NOT EXISTS (SELECT 1 FROM desk_sessions s WHERE s.desk_session_id = m.desk_session_id AND s.ended_at IS NULL
      AND s.expires_at > current_instant() AND s.last_used_at > current_instant() - interval '1 hour'
      AND (s.second_factor_at IS NOT NULL OR NOT second_factor_required(m.csr_id))) THEN 'desk-signed-out'
    WHEN NOT EXISTS (SELECT 1 FROM csr_users u WHERE u.csr_id = m.csr_id AND u.is_active)
      OR NOT 'masquerade:start' = ANY (permissions_of(m.csr_id)) THEN 'permission-lost'
    WHEN NOT EXISTS (
      SELECT 1 FROM web_users w
      JOIN web_user_accounts l USING (web_user_id)
      JOIN persons p USING (person_id)
      JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
      WHERE w.web_user_id = m.web_user_id AND w.is_active AND l.account_id = m.account_id AND l.is_active
        AND ap.web_access_allowed AND NOT p.is_protected
        AND NOT EXISTS (SELECT 1 FROM csr_users u WHERE u.person_id = w.person_id))
      THEN 'web-user-unavailable'
  END
$$;
