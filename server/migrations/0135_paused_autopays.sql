-- The accounts whose autopay waits for its customer: a bill that it holds, or a pause after the bank returned a payment. Every page says so.
CREATE OR REPLACE FUNCTION own_held_autopays() RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT COALESCE(array_agg(p.account_id), '{}') FROM autopays p
  WHERE p.web_user_id = current_web_user_id() AND p.ended_at IS NULL
    AND (p.paused_because IS NOT NULL OR EXISTS (SELECT 1 FROM autopay_runs r WHERE r.autopay_id = p.autopay_id AND r.state = 'held'))
$$;
