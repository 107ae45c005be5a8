-- The mapping and the tokens are changed at the desk, and by an administrator's command, which has no CSR.
ALTER TABLE group_mappings ALTER COLUMN mapped_by_csr_id DROP NOT NULL;
COMMENT ON COLUMN group_mappings.mapped_by_csr_id IS 'Null: by an administrator''s command.';

-- The people whom the provider has in a group, with the way by which it says so.
CREATE FUNCTION people_of_provider_group(in_provider_group text) RETURNS TABLE (csr_id text, source text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT s.csr_id, 'scim' FROM provider_groups q
  JOIN provider_group_members m ON m.group_scim_id = q.scim_id JOIN provisioned_staff s ON s.scim_id = m.member_scim_id
  WHERE in_provider_group IN (q.display_name, q.external_id)
  UNION SELECT c.csr_id, 'claim' FROM claimed_groups c WHERE in_provider_group = ANY (c.provider_groups)
  ORDER BY 1, 2
$$;

-- Maps a group of the provider to one of ours, or no longer, and brings everybody into step. Returns { changed, affected }: how many
-- people gained or lost the group; { refused: 'own-group' } where a CSR would give a group to themselves. Throws P7301 where no
-- security officer would be left.
CREATE FUNCTION change_group_mapping(in_provider_group text, in_csr_group text, in_is_mapped boolean, in_csr_id text,
    in_attribution jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  person record;
  effect jsonb;
  affected integer := 0;
BEGIN
  PERFORM lock_staff();
  IF in_is_mapped THEN
    IF EXISTS (SELECT 1 FROM people_of_provider_group(in_provider_group) p WHERE p.csr_id = in_csr_id) THEN
      RETURN jsonb_build_object('refused', 'own-group');
    END IF;
    INSERT INTO group_mappings (provider_group, csr_group, mapped_by_csr_id, mapped_at)
    SELECT in_provider_group, g.csr_group, in_csr_id, current_instant() FROM csr_groups g
    WHERE g.csr_group = in_csr_group AND g.deleted_at IS NULL ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM group_mappings p WHERE p.provider_group = in_provider_group AND p.csr_group = in_csr_group;
  END IF;
  IF NOT FOUND THEN RETURN jsonb_build_object('changed', false, 'affected', 0); END IF;
  FOR person IN SELECT * FROM people_of_provider_group(in_provider_group) LOOP
    effect := sync_provider_groups(person.csr_id, jsonb_build_object('source', person.source, 'change',
      CASE WHEN in_is_mapped THEN 'group-mapped' ELSE 'group-unmapped' END, 'attribution', in_attribution));
    IF effect -> 'lost' <> '[]' OR effect -> 'gained' <> '[]' THEN affected := affected + 1; END IF;
  END LOOP;
  RETURN jsonb_build_object('changed', true, 'affected', affected);
END $$;

REVOKE EXECUTE ON FUNCTION people_of_provider_group, change_group_mapping FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_of_provider_group, change_group_mapping TO porchlight_desk;
REVOKE INSERT, UPDATE, DELETE ON group_mappings FROM porchlight_desk;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('security-officer', 'provisioning', 'view'), ('security-officer', 'provisioning', 'change')
ON CONFLICT DO NOTHING;
