-- A service point that moves away may leave a premise where only a protected customer lives: that premise leaves the index too.
CREATE OR REPLACE FUNCTION search_on_service_points() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ids bigint[];
BEGIN
  ids := ARRAY(
    SELECT DISTINCT sa.account_id FROM before_rows b JOIN after_rows a USING (service_point_id)
    JOIN service_agreement_points sap USING (service_point_id) JOIN service_agreements sa USING (service_agreement_id)
    WHERE a.premise_id <> b.premise_id);
  IF cardinality(ids) = 0 THEN RETURN NULL; END IF;
  PERFORM search_lock_premises(ids);
  PERFORM search_refresh_occupants(ids);
  PERFORM search_refresh_premises(ARRAY(
    SELECT DISTINCT b.premise_id FROM before_rows b JOIN after_rows a USING (service_point_id) WHERE a.premise_id <> b.premise_id));
  RETURN NULL;
END $$;
