-- Lines of the record about reviews (alerts of detectors, mutes, canaries) name no account, so that who reads the record of an account does not
-- learn what is suspected of whom. Their typed reasons may still say something about a customer: an erasure finds them by their moments.

-- When staff marked an account as a canary, muted a pair of it, or closed one of its alerts, and when those ended.
CREATE FUNCTION review_moments(in_account_ids bigint[]) RETURNS timestamptz[]
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT ARRAY(
    SELECT v.at FROM canary_customers c, LATERAL (VALUES (c.marked_at), (c.ended_at)) v (at)
    WHERE c.account_id = ANY (in_account_ids) AND v.at IS NOT NULL
    UNION SELECT v.at FROM detector_mutes m, LATERAL (VALUES (m.muted_at), (m.ended_at)) v (at)
    WHERE m.account_id = ANY (in_account_ids) AND v.at IS NOT NULL
    UNION SELECT d.completed_at FROM to_dos d
    WHERE d.account_id = ANY (in_account_ids) AND d.to_do_role = 'security-officer' AND d.completed_at IS NOT NULL)
$$;
REVOKE EXECUTE ON FUNCTION review_moments FROM PUBLIC;

CREATE OR REPLACE FUNCTION erase_record_of_person(e person_erasures, in_most integer) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  ids bigint[];
  erased integer;
  waits boolean;
  moments timestamptz[] := review_moments(e.alone_account_ids);
  of text := 'FROM record_entries r LEFT JOIN record_leaves l USING (record_entry_id)
    WHERE (r.web_user_id = ANY ($1) OR r.account_id = ANY ($2)
        OR r.at = ANY ($3) AND r.action IN (''alert:settle'', ''alert:mute'', ''detector:change''))
      AND r.erased_at IS NULL AND (r.csr_id IS NULL AND r.ip_address IS NOT NULL OR r.details ? ''givenReason'')';
BEGIN
  IF to_regprocedure('public.erase_record_values(bigint[])') IS NULL THEN RETURN 0; END IF;
  EXECUTE 'SELECT ARRAY(SELECT r.record_entry_id ' || of || ' AND l.record_entry_id IS NOT NULL LIMIT $4)'
    INTO ids USING e.web_user_ids, e.alone_account_ids, moments, in_most;
  IF ids <> '{}' THEN
    EXECUTE 'SELECT erase_record_values($1)' INTO erased USING ids;
    RETURN erased;
  END IF;
  EXECUTE 'SELECT EXISTS (SELECT ' || of || ')' INTO waits USING e.web_user_ids, e.alone_account_ids, moments;
  RETURN CASE WHEN waits THEN -1 ELSE 0 END;
END $$;
