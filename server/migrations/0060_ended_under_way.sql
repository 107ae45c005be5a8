-- A session or a masquerade that ends while a request of it is under way keeps its rows until that request is done: it was
-- admitted before the end, and half an answer would be a server error. Each request is checked anew when it is opened.
CREATE OR REPLACE FUNCTION current_web_user_id() RETURNS bigint
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(
    (SELECT k.web_user_id FROM mailed_keys k
     WHERE k.key_hash = decode(NULLIF(current_setting('porchlight.mailed_key', true), ''), 'hex')
       AND k.used_at = current_instant()),
    (SELECT p.web_user_id
     FROM session_proof(decode(NULLIF(current_setting('porchlight.session', true), ''), 'hex'), '10 seconds') p))
$$;
