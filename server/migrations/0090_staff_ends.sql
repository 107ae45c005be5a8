-- A change of staff names the masquerades that it ends, so that its preview can.
DROP FUNCTION end_lost_masquerades(text[], jsonb);
CREATE FUNCTION end_lost_masquerades(in_csr_ids text[], in_attribution jsonb) RETURNS text[]
  LANGUAGE plpgsql
AS $$
DECLARE
  m masquerades;
  ended text[] := '{}';
  cause text;
BEGIN
  FOR m IN SELECT * FROM masquerades x WHERE x.csr_id = ANY (in_csr_ids) AND x.ended_at IS NULL
    ORDER BY x.masquerade_id LOOP
    cause := masquerade_end_cause(m);
    IF COALESCE(cause, '') IN ('permission-lost', 'desk-signed-out') THEN
      PERFORM end_masquerade(m.masquerade_id, cause, in_attribution);
      ended := ended || m.masquerade_id;
    END IF;
  END LOOP;
  RETURN ended;
END $$;
REVOKE EXECUTE ON FUNCTION end_lost_masquerades FROM PUBLIC;

-- As before; a switch ends no masquerade.
CREATE OR REPLACE FUNCTION change_utility(in_state jsonb, in_by jsonb, in_shipped jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  before jsonb;
  new_version integer;
BEGIN
  PERFORM lock_staff();
  before := staff_state('utility', '');
  PERFORM put_switches(NULL, in_state -> 'entitlements', in_by ->> 'csrId', in_shipped);
  new_version := staff_version('utility', '') + 1;
  PERFORM keep_staff_version('utility', '', new_version, before, in_by);
  RETURN jsonb_build_object('version', new_version, 'before', before, 'after', staff_state('utility', ''),
    'endedSessions', 0, 'endedMasquerades', '[]'::jsonb);
END $$;
