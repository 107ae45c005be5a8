-- As before, and says which group gives the permission (docs/decisions/0089-what-a-csr-could-do.md).
DROP FUNCTION permission_periods(text);
CREATE FUNCTION permission_periods(in_csr_id text) RETURNS TABLE (permission text, period tstzrange, csr_group text)
  LANGUAGE sql STABLE
AS $$
  SELECT p.resource || ':' || p.access_mode,
    tstzrange(GREATEST(m.effective_from, p.effective_from), LEAST(m.effective_to, p.effective_to)), m.csr_group
  FROM public.group_memberships m JOIN public.group_permissions p USING (csr_group)
  WHERE m.csr_id = in_csr_id
    AND GREATEST(m.effective_from, p.effective_from) < LEAST(m.effective_to, p.effective_to)
$$;
REVOKE EXECUTE ON FUNCTION permission_periods FROM PUBLIC;
GRANT EXECUTE ON FUNCTION permission_periods TO porchlight_desk;
