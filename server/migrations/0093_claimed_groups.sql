-- As before, but the last security officer stays: the groups are then as they were, and the answer says so. The caller's transaction
-- goes on, to refuse the sign-in and to record that.
CREATE OR REPLACE FUNCTION take_claimed_groups(in_csr_id text, in_provider_groups text[], in_by jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM lock_staff();
  INSERT INTO claimed_groups (csr_id, provider_groups, seen_at) VALUES (in_csr_id, in_provider_groups, current_instant())
  ON CONFLICT (csr_id) DO UPDATE SET provider_groups = excluded.provider_groups, seen_at = excluded.seen_at;
  RETURN sync_provider_groups(in_csr_id, in_by);
EXCEPTION WHEN SQLSTATE 'P7301' THEN
  RETURN jsonb_build_object('refused', 'last-security-officer', 'lost', '[]'::jsonb, 'gained', '[]'::jsonb);
END $$;
