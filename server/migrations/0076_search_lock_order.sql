-- Refreshes of the search index lock rows in one order: persons by id, then premises by id, then accounts by id, and only then
-- rows of the index, each table by its key. Before, a new name locked the account and then the index row of a premise where a
-- protected customer lives, and a new address locked that index row and then the account: two changes of one customer at the
-- same moment ended in a deadlock (40P01). So did two accounts that got the same protected person at the same moment: both
-- shared the lock on the person, and each waited for the other before it wrote her name.

-- Locks persons and then accounts, each in the order of their ids. Rows that this transaction made or changed are locked already.
CREATE FUNCTION search_lock(in_persons bigint[], in_accounts bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$
BEGIN
  PERFORM 1 FROM persons p WHERE p.person_id = ANY (in_persons) AND p.xmin <> pg_current_xact_id()::xid
  ORDER BY p.person_id FOR NO KEY UPDATE;
  PERFORM 1 FROM accounts a WHERE a.account_id = ANY (in_accounts) AND a.xmin <> pg_current_xact_id()::xid
  ORDER BY a.account_id FOR NO KEY UPDATE;
END $$;

-- A job counts all words while requests learn some: both lock words of cities, then of streets, then of names, in order.
CREATE OR REPLACE FUNCTION search_count_words() RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  WITH counted AS (
    SELECT 'name' AS kind, t.term, count(*)::integer AS hits
    FROM search_names n, LATERAL (VALUES (n.surname), (n.given)) t (term) GROUP BY t.term
    UNION ALL SELECT 'street', p.core, count(*) FROM search_premises p GROUP BY p.core
    UNION ALL SELECT 'city', p.city, count(*) FROM search_premises p GROUP BY p.city),
  changed AS MATERIALIZED (
    SELECT k.kind, k.term, COALESCE(c.hits, 0) AS hits
    FROM search_lexicon k LEFT JOIN counted c ON (c.kind, c.term) = (k.kind, k.term)
    WHERE k.hits <> COALESCE(c.hits, 0)
    ORDER BY array_position('{city,street,name}', k.kind), k.term FOR NO KEY UPDATE OF k)
  UPDATE search_lexicon l SET hits = c.hits FROM changed c WHERE (l.kind, l.term) = (c.kind, c.term)
$$;

CREATE OR REPLACE FUNCTION search_refresh_premises(in_premises bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$
DECLARE
  streets text[];
  cities text[];
BEGIN
  PERFORM 1 FROM search_premises s WHERE s.premise_id = ANY (in_premises) AND s.xmin <> pg_current_xact_id()::xid
  ORDER BY s.premise_id FOR NO KEY UPDATE;
  WITH wanted AS MATERIALIZED (SELECT * FROM search_premises_wanted w WHERE w.premise_id = ANY (in_premises)),
  gone AS (
    DELETE FROM search_premises s WHERE s.premise_id = ANY (in_premises)
      AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.premise_id = s.premise_id)),
  added AS (
    INSERT INTO search_premises AS s (premise_id, core, street, house, unit, city, postal_code)
    SELECT w.premise_id, w.core, w.street, w.house, w.unit, w.city, w.postal_code FROM wanted w ORDER BY w.premise_id
    ON CONFLICT (premise_id) DO UPDATE SET core = excluded.core, street = excluded.street, house = excluded.house,
      unit = excluded.unit, city = excluded.city, postal_code = excluded.postal_code
    WHERE (s.core, s.street, s.house, s.unit, s.city, s.postal_code) IS DISTINCT FROM
      (excluded.core, excluded.street, excluded.house, excluded.unit, excluded.city, excluded.postal_code)
    RETURNING s.core, s.city)
  SELECT array_agg(DISTINCT a.core), array_agg(DISTINCT a.city) INTO streets, cities FROM added a;
  IF streets IS NOT NULL THEN
    PERFORM search_learn('city', cities);
    PERFORM search_learn('street', streets);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION search_refresh_names(in_persons bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$
DECLARE
  learned text[];
  forgotten text[];
  is_guard_changed boolean;
BEGIN
  PERFORM search_lock(in_persons, '{}');
  is_guard_changed := search_refresh_guarded_persons(in_persons);
  WITH wanted AS (SELECT * FROM search_names_wanted w WHERE w.person_id = ANY (in_persons)),
  gone AS (
    DELETE FROM search_names s WHERE s.person_id = ANY (in_persons) AND NOT EXISTS (
      SELECT 1 FROM wanted w WHERE (w.person_id, w.surname, w.given) = (s.person_id, s.surname, s.given))
    RETURNING s.surname, s.given),
  added AS (
    INSERT INTO search_names (person_id, surname, given)
    SELECT w.person_id, w.surname, w.given FROM wanted w WHERE NOT EXISTS (
      SELECT 1 FROM search_names s WHERE (s.person_id, s.surname, s.given) = (w.person_id, w.surname, w.given))
    RETURNING surname, given)
  SELECT (SELECT array_agg(DISTINCT t.term) FROM added a, LATERAL (VALUES (a.surname), (a.given)) t (term)),
    (SELECT array_agg(DISTINCT t.term) FROM gone g, LATERAL (VALUES (g.surname), (g.given)) t (term))
  INTO learned, forgotten;
  IF learned IS NOT NULL THEN PERFORM search_learn('name', learned); END IF;
  -- Words that only a protected person has tell by being there that somebody has them. Should another transaction bring one of
  -- them at this moment, the daily count sets it right.
  IF is_guard_changed AND forgotten IS NOT NULL THEN
    UPDATE search_lexicon l SET hits = 0
    WHERE l.kind = 'name' AND l.term = ANY (ARRAY(
      SELECT x.term FROM search_lexicon x WHERE x.kind = 'name' AND x.term = ANY (forgotten) AND x.hits > 0
      ORDER BY x.term FOR NO KEY UPDATE))
      AND NOT EXISTS (SELECT 1 FROM search_names s WHERE s.surname = l.term)
      AND NOT EXISTS (SELECT 1 FROM search_names s WHERE s.given = l.term);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION search_refresh_occupants(in_accounts bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$
BEGIN
  PERFORM search_lock('{}', in_accounts);
  PERFORM search_refresh_guarded_accounts(in_accounts);
  WITH wanted AS MATERIALIZED (SELECT * FROM search_occupants_of(in_accounts)),
  gone AS (
    DELETE FROM search_occupants s WHERE s.account_id = ANY (in_accounts)
      AND NOT EXISTS (
        SELECT 1 FROM wanted w
        WHERE (w.account_id, w.person_id, w.premise_id, w.surname, w.given, w.core, w.house, w.postal_code, w.started_on)
            = (s.account_id, s.person_id, s.premise_id, s.surname, s.given, s.core, s.house, s.postal_code, s.started_on)
          AND w.ended_on IS NOT DISTINCT FROM s.ended_on))
  INSERT INTO search_occupants (account_id, person_id, premise_id, started_on, ended_on, surname, given, core, house, postal_code)
  SELECT * FROM wanted EXCEPT SELECT * FROM search_occupants s WHERE s.account_id = ANY (in_accounts);
END $$;

-- Somebody became protected, or is no more; or came to an account, or left one, with which protection comes and goes.
CREATE OR REPLACE FUNCTION search_refresh_protection(in_persons bigint[], in_accounts bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  accounts bigint[];
  persons bigint[];
  all_accounts bigint[];
BEGIN
  -- Twice: what another transaction has added meanwhile is seen once its locks are ours.
  FOR pass IN 1 .. 2 LOOP
    accounts := ARRAY(
      SELECT unnest(in_accounts) UNION SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = ANY (in_persons));
    persons := ARRAY(
      SELECT unnest(in_persons) UNION SELECT ap.person_id FROM account_persons ap WHERE ap.account_id = ANY (accounts));
    -- Whoever is also on other accounts is found there by a name that came or went.
    all_accounts := ARRAY(
      SELECT unnest(accounts) UNION SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = ANY (persons));
    IF pass = 1 THEN PERFORM search_lock(persons, all_accounts); END IF;
  END LOOP;
  PERFORM search_refresh_guarded_accounts(accounts);
  PERFORM search_refresh_names(persons);
  PERFORM search_refresh_occupants(all_accounts);
END $$;

CREATE OR REPLACE FUNCTION search_on_person_names() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  ids bigint[];
  accounts bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN ids := ARRAY(SELECT DISTINCT person_id FROM after_rows);
  ELSIF TG_OP = 'DELETE' THEN ids := ARRAY(SELECT DISTINCT person_id FROM before_rows);
  ELSE ids := ARRAY(
    SELECT b.person_id FROM before_rows b LEFT JOIN after_rows a USING (person_name_id)
    WHERE (a.person_id, a.given_name, a.surname, a.organisation_name) IS DISTINCT FROM
      (b.person_id, b.given_name, b.surname, b.organisation_name)
    UNION
    SELECT a.person_id FROM after_rows a LEFT JOIN before_rows b USING (person_name_id)
    WHERE (a.person_id, a.given_name, a.surname, a.organisation_name) IS DISTINCT FROM
      (b.person_id, b.given_name, b.surname, b.organisation_name));
  END IF;
  IF cardinality(ids) = 0 THEN RETURN NULL; END IF;
  PERFORM search_lock(ids, '{}');
  accounts := search_accounts_of(ids, '{}');
  IF accounts IS NOT NULL THEN PERFORM search_lock('{}', accounts); END IF;
  PERFORM search_refresh_names(ids);
  IF accounts IS NOT NULL THEN PERFORM search_refresh_occupants(accounts); END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_on_premises() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  ids bigint[];
  accounts bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN ids := ARRAY(SELECT premise_id FROM after_rows);
  ELSIF TG_OP = 'DELETE' THEN ids := ARRAY(SELECT premise_id FROM before_rows);
  ELSE ids := ARRAY(
    SELECT b.premise_id FROM before_rows b LEFT JOIN after_rows a USING (premise_id)
    WHERE (a.line1, a.line2, a.city, a.postal_code) IS DISTINCT FROM (b.line1, b.line2, b.city, b.postal_code));
  END IF;
  IF cardinality(ids) = 0 THEN RETURN NULL; END IF;
  IF TG_OP <> 'INSERT' THEN accounts := search_accounts_of('{}', ids); END IF;
  IF accounts IS NOT NULL THEN PERFORM search_lock('{}', accounts); END IF;
  PERFORM search_refresh_premises(ids);
  IF accounts IS NOT NULL THEN PERFORM search_refresh_occupants(accounts); END IF;
  RETURN NULL;
END $$;

-- Whether protection comes or goes where these persons come to these accounts or leave them.
CREATE FUNCTION search_touches_protection(in_persons bigint[], in_accounts bigint[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.account_id = ANY (in_accounts))
    OR EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = ANY (in_persons))
    OR EXISTS (SELECT 1 FROM persons p WHERE p.person_id = ANY (in_persons) AND p.is_protected)
    OR EXISTS (SELECT 1 FROM csr_users u WHERE u.person_id = ANY (in_persons))
    OR EXISTS (SELECT 1 FROM account_persons ap JOIN search_guarded_accounts g USING (account_id)
      WHERE ap.person_id = ANY (in_persons))
$$;

CREATE OR REPLACE FUNCTION search_on_account_persons() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  ids bigint[];
  persons bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    ids := ARRAY(SELECT DISTINCT account_id FROM after_rows);
    persons := ARRAY(SELECT DISTINCT person_id FROM after_rows);
  ELSIF TG_OP = 'DELETE' THEN
    ids := ARRAY(SELECT DISTINCT account_id FROM before_rows);
    persons := ARRAY(SELECT DISTINCT person_id FROM before_rows);
  ELSE
    SELECT array_agg(DISTINCT account_id), array_agg(DISTINCT person_id) INTO ids, persons FROM (
      (SELECT account_id, person_id FROM before_rows EXCEPT SELECT account_id, person_id FROM after_rows)
      UNION (SELECT account_id, person_id FROM after_rows EXCEPT SELECT account_id, person_id FROM before_rows)) moved;
  END IF;
  IF ids IS NULL OR cardinality(ids) = 0 THEN RETURN NULL; END IF;
  -- Where protection is touched, the persons of the accounts are locked too, all in one go: none may be locked before.
  IF NOT search_touches_protection(persons, ids) THEN
    IF TG_OP <> 'DELETE' THEN PERFORM search_lock(persons, '{}'); END IF;
    -- Somebody may have become protected while this waited.
    IF NOT search_touches_protection(persons, ids) THEN
      PERFORM search_refresh_occupants(ids);
      RETURN NULL;
    END IF;
  END IF;
  PERFORM search_refresh_protection(persons, ids);
  RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION search_lock, search_touches_protection FROM PUBLIC;
