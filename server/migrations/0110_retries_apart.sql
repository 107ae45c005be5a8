-- Tasks that have failed are worked apart from the others, so that one which hangs holds up none of those: each kind wakes a job of
-- its own.
CREATE OR REPLACE FUNCTION tell_of_due_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM changed WHERE due_at < current_instant() + interval '1 minute' AND attempts = 0) THEN
    PERFORM pg_notify('due_tasks', '');
  END IF;
  IF EXISTS (SELECT 1 FROM changed WHERE due_at < current_instant() + interval '1 minute' AND attempts > 0) THEN
    PERFORM pg_notify('due_retries', '');
  END IF;
  RETURN NULL;
END $$;
