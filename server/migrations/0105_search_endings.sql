-- Customers are found by the last seven digits of a telephone or account number, and by the number of a meter.
CREATE INDEX person_contacts_ending ON person_contacts (right(normalised_value, 7)) WHERE contact_type <> 'email';
CREATE INDEX accounts_ending ON accounts ((account_id % 10000000));
CREATE INDEX service_points_meter_number ON service_points (lower(meter_number) COLLATE "C" text_pattern_ops);

-- The types of geographic identifiers there are, by stepping from one to the next in an index.
CREATE FUNCTION geographic_types() RETURNS SETOF text
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  WITH RECURSIVE known AS (
    SELECT min(i.identifier_type) AS identifier_type FROM public.geographic_identifiers i
    UNION ALL
    SELECT (SELECT min(i.identifier_type) FROM public.geographic_identifiers i WHERE i.identifier_type > k.identifier_type)
    FROM known k WHERE k.identifier_type IS NOT NULL
  )
  SELECT identifier_type FROM known WHERE identifier_type IS NOT NULL
$$;
REVOKE EXECUTE ON FUNCTION geographic_types FROM PUBLIC;
GRANT EXECUTE ON FUNCTION geographic_types TO porchlight_desk;
