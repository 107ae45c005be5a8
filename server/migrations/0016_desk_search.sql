-- Indexes of the customer search: streets without their house numbers, identifiers by type.

-- '12 Oak St' and '12B Oak St' are in 'oak st'.
CREATE FUNCTION street_of(line1 text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN regexp_replace(lower(line1 COLLATE "C"), '^[0-9]+[a-z]?(-[0-9]+)? +', '');
CREATE INDEX premises_street ON premises (street_of(line1) COLLATE "C" text_pattern_ops);

CREATE INDEX person_identifiers_type ON person_identifiers (identifier_type);
CREATE INDEX geographic_identifiers_type ON geographic_identifiers (identifier_type);
CREATE INDEX geographic_identifiers_service_point ON geographic_identifiers (service_point_id)
  WHERE service_point_id IS NOT NULL;

-- The types of person identifiers there are, by stepping from one to the next in an index.
CREATE FUNCTION identifier_types() RETURNS SETOF text
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  WITH RECURSIVE known AS (
    SELECT min(i.identifier_type) AS identifier_type FROM public.person_identifiers i
    UNION ALL
    SELECT (SELECT min(i.identifier_type) FROM public.person_identifiers i WHERE i.identifier_type > k.identifier_type)
    FROM known k WHERE k.identifier_type IS NOT NULL
  )
  SELECT identifier_type FROM known WHERE identifier_type IS NOT NULL
$$;
REVOKE EXECUTE ON FUNCTION identifier_types FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identifier_types TO porchlight_desk;
