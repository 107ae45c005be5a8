-- The administrator's commands grant, revoke, activate and deactivate change staff by change_csr too: with a version, and never so
-- that no security officer is left (docs/decisions/0088-staff-by-command.md).
ALTER TABLE staff_versions
  DROP CONSTRAINT staff_versions_source_check,
  ADD CONSTRAINT staff_versions_source_check CHECK (source IN ('hand', 'claim', 'scim', 'command'));
COMMENT ON COLUMN staff_versions.source IS 'At the desk, by the group claim of a sign-in, by SCIM, or by an administrator''s command, which has no CSR.';

-- Ends every membership of a CSR in one group, whatever gave it.
CREATE FUNCTION end_memberships(in_csr_id text, in_csr_group text) RETURNS void
  LANGUAGE sql
AS $$
  DELETE FROM group_memberships m
  WHERE m.csr_id = in_csr_id AND m.csr_group = in_csr_group AND m.effective_from > current_instant();
  UPDATE group_memberships m SET effective_to = current_instant()
  WHERE m.csr_id = in_csr_id AND m.csr_group = in_csr_group AND m.effective_to > current_instant();
$$;
REVOKE EXECUTE ON FUNCTION end_memberships FROM PUBLIC;

-- As before. `in_by` can have `revokes`: a group that the CSR leaves, whatever gave it. A command gives groups by hand.
CREATE OR REPLACE FUNCTION change_csr(in_csr_id text, in_is_active boolean, in_groups jsonb, in_by jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  gaps tstzmultirange;
  before jsonb;
  unknown text;
  could boolean;
  live bigint[];
  new_version integer;
BEGIN
  PERFORM lock_staff();
  before := staff_state('csr', in_csr_id);
  IF before IS NULL THEN RETURN NULL; END IF;
  SELECT w."csrGroup" INTO unknown FROM jsonb_to_recordset(in_groups) AS w ("csrGroup" text)
  WHERE NOT EXISTS (SELECT 1 FROM csr_groups g WHERE g.csr_group = w."csrGroup" AND g.deleted_at IS NULL) LIMIT 1;
  IF unknown IS NOT NULL THEN RETURN jsonb_build_object('unknownGroup', unknown); END IF;
  gaps := officer_gaps();
  could := permissions_of(in_csr_id) <> '{}';
  live := ARRAY(SELECT s.desk_session_id FROM desk_sessions s WHERE s.csr_id = in_csr_id AND s.ended_at IS NULL
    AND s.expires_at > current_instant());
  IF in_groups IS NOT NULL THEN
    PERFORM put_members(in_csr_id, CASE in_by ->> 'source' WHEN 'command' THEN 'hand' ELSE in_by ->> 'source' END, in_groups);
  END IF;
  IF in_by ->> 'revokes' IS NOT NULL THEN PERFORM end_memberships(in_csr_id, in_by ->> 'revokes'); END IF;
  IF in_is_active IS NOT NULL THEN
    UPDATE csr_users u SET is_active = in_is_active WHERE u.csr_id = in_csr_id AND u.is_active <> in_is_active;
  END IF;
  IF before = staff_state('csr', in_csr_id) THEN
    RETURN jsonb_build_object('version', staff_version('csr', in_csr_id), 'before', before, 'after', before,
      'endedSessions', 0, 'endedMasquerades', '[]'::jsonb);
  END IF;
  UPDATE csr_users u SET version = u.version + 1 WHERE u.csr_id = in_csr_id RETURNING u.version INTO new_version;
  PERFORM keep_staff_version('csr', in_csr_id, new_version, before, in_by);
  -- A command that takes a group leaves the session, whose next request is refused with the reason.
  IF could AND permissions_of(in_csr_id) = '{}' AND in_by ->> 'source' <> 'command' THEN
    UPDATE desk_sessions s SET ended_at = current_instant() WHERE s.csr_id = in_csr_id AND s.ended_at IS NULL;
  END IF;
  PERFORM refuse_without_officer(gaps);
  RETURN jsonb_build_object('version', new_version, 'before', before, 'after', staff_state('csr', in_csr_id),
    'endedSessions', (SELECT count(*) FROM desk_sessions s WHERE s.desk_session_id = ANY (live) AND s.ended_at IS NOT NULL),
    'endedMasquerades', end_lost_masquerades(ARRAY[in_csr_id], in_by -> 'attribution'));
END $$;
