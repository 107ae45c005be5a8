-- What the desk looks for without reading whole tables: the divisions there are, premises by town, contacts and web users by
-- any part that a CSR types first, identifiers by their type.

CREATE INDEX accounts_division ON accounts (division);
CREATE INDEX premises_division ON premises (division);
CREATE INDEX premises_city ON premises (lower(city) COLLATE "C" text_pattern_ops);

-- The divisions there are, by stepping from one to the next in an index.
CREATE FUNCTION divisions() RETURNS SETOF text
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  WITH RECURSIVE of_accounts AS (
    SELECT min(a.division) AS division FROM public.accounts a
    UNION ALL
    SELECT (SELECT min(a.division) FROM public.accounts a WHERE a.division > o.division)
    FROM of_accounts o WHERE o.division IS NOT NULL
  ), of_premises AS (
    SELECT min(p.division) AS division FROM public.premises p
    UNION ALL
    SELECT (SELECT min(p.division) FROM public.premises p WHERE p.division > o.division)
    FROM of_premises o WHERE o.division IS NOT NULL
  )
  SELECT division FROM of_accounts WHERE division IS NOT NULL
  UNION SELECT division FROM of_premises WHERE division IS NOT NULL
  ORDER BY 1
$$;
REVOKE EXECUTE ON FUNCTION divisions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION divisions TO porchlight_desk;
