-- Whether the record has a line of a request. It is asked where the answer to a COMMIT was lost with the connection: the
-- newest lines are enough, and looking at no more keeps it quick however long the record is.
CREATE FUNCTION is_recorded(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
BEGIN ATOMIC
  SELECT EXISTS (
    SELECT FROM (SELECT correlation_id FROM record_entries ORDER BY record_entry_id DESC LIMIT 20000) newest
    WHERE correlation_id = wanted);
END;
REVOKE EXECUTE ON FUNCTION is_recorded FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_recorded TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
