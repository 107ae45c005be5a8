-- A function that runs with its owner's rights must not find a caller's temporary table before ours: PostgreSQL looks into
-- pg_temp first unless the search path names it. Named last, it hides nothing.
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT oid::regprocedure FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', f);
  END LOOP;
END $$;
