-- A search that would name too many people, or guess too often, is refused by the statement that counts it. So the statement and the
-- COMMIT behind it can travel together: the COMMIT of a refused search rolls back.

-- Holds a search as rest_search does. Raises PL429 with the reason as its message where a limit is exceeded.
-- in_most_named, in_most_guesses: the limits where the utility has set none.
CREATE FUNCTION rest_search_within(in_desk_session_id bigint, in_csr_id text, in_ip_address inet, in_correlation_id uuid,
    in_families text, in_terms_hash text, in_beginnings integer[], in_hits integer, in_named bigint[], in_guess bigint,
    in_guarded bigint[], in_most_named integer, in_most_guesses integer) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  seen record;
  -- Read for every search: what a refused guess reads must not tell it from another.
  most_named integer := COALESCE(setting_value('limits.people-named-per-hour')::integer, in_most_named);
  most_guesses integer := COALESCE(setting_value('limits.guesses-per-hour')::integer, in_most_guesses);
BEGIN
  SELECT * INTO seen FROM rest_search(in_desk_session_id, in_csr_id, in_ip_address, in_correlation_id, in_families, in_terms_hash,
    in_beginnings, in_hits, in_named, in_guess, in_guarded);
  -- What is repeated within the hour is never refused.
  IF seen.guess_fresh > 0 AND seen.guess_fresh + seen.guess_others > most_guesses THEN
    RAISE EXCEPTION 'too-many-guesses' USING ERRCODE = 'PL429';
  END IF;
  IF seen.named_fresh > 0 AND seen.named_fresh + seen.named_others > most_named THEN
    RAISE EXCEPTION 'too-many-named' USING ERRCODE = 'PL429';
  END IF;
  RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION rest_search_within FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rest_search_within TO porchlight_desk;
