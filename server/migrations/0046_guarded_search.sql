-- Protected customers stand apart from the index that is searched by parts of words. What stands in no index is found by no
-- part of a name, a street or a number, takes no place in a list that is cut, and costs no time: a guess about a protected
-- person is a guess about nobody. They are found by one whole value alone, in two small tables of their own. Whether a row may
-- be shown is decided once more when it is read, by what holds then; these tables decide what is looked at.

CREATE INDEX persons_protected ON persons (person_id) WHERE is_protected;

-- A name as a whole: its words without titles, in any order.
CREATE FUNCTION search_whole_name(written text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT COALESCE(string_agg(w.word, ' ' ORDER BY w.word COLLATE "C"), '') COLLATE "C"
  FROM unnest(public.search_words(written)) AS w (word) WHERE w.word <> ALL (public.search_name_titles())
$$;

-- An address as a whole: house, street with direction and suffix, unit. Without a house or a street it is none.
CREATE FUNCTION search_whole_place(line1 text, line2 text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT CASE WHEN a.house <> '' AND a.street <> '' THEN concat_ws(' ', a.house, a.street, NULLIF(a.unit, '')) ELSE '' END
    COLLATE "C"
  FROM public.search_address(line1, line2) a
$$;

CREATE TABLE search_guarded_accounts (
  account_id bigint NOT NULL,
  premise_id bigint,
  is_current boolean NOT NULL,
  place text COLLATE "C" NOT NULL,
  city text COLLATE "C" NOT NULL,
  postal_code text COLLATE "C" NOT NULL
);
COMMENT ON TABLE search_guarded_accounts IS 'Accounts with a protected person, a row for each premise; one row where there is none.';
CREATE INDEX search_guarded_accounts_account ON search_guarded_accounts (account_id);
CREATE INDEX search_guarded_accounts_premise ON search_guarded_accounts (premise_id);
CREATE INDEX search_guarded_accounts_place ON search_guarded_accounts (place);

CREATE TABLE search_guarded_persons (
  person_id bigint NOT NULL,
  name text COLLATE "C" NOT NULL
);
COMMENT ON TABLE search_guarded_persons IS 'Persons who are protected, or are on protected accounts alone; a row for each whole name.';
CREATE INDEX search_guarded_persons_person ON search_guarded_persons (person_id);
CREATE INDEX search_guarded_persons_name ON search_guarded_persons (name);

-- Who is protected in their own right, as person_is_protected() says of one.
CREATE VIEW search_protected_persons AS
  SELECT p.person_id FROM persons p WHERE p.is_protected
  UNION SELECT u.person_id FROM csr_users u WHERE u.person_id IS NOT NULL;

CREATE VIEW search_guarded_accounts_wanted AS
  SELECT a.account_id, o.premise_id, COALESCE(o.is_current, false) AS is_current, COALESCE(o.place, '') AS place,
    COALESCE(o.city, '') AS city, COALESCE(o.postal_code, '') AS postal_code
  FROM (SELECT DISTINCT ap.account_id FROM account_persons ap
    WHERE ap.person_id IN (SELECT s.person_id FROM search_protected_persons s)) a
  LEFT JOIN LATERAL (
    SELECT sp.premise_id, bool_or(sa.ended_on IS NULL) AS is_current, search_whole_place(p.line1, p.line2) AS place,
      search_city(p.city) AS city, search_postal_code(p.postal_code) AS postal_code
    FROM service_agreements sa
    JOIN service_agreement_points sap ON sap.service_agreement_id = sa.service_agreement_id
    JOIN service_points sp ON sp.service_point_id = sap.service_point_id
    JOIN premises p ON p.premise_id = sp.premise_id
    WHERE sa.account_id = a.account_id
    GROUP BY sp.premise_id, p.premise_id) o ON true;

CREATE VIEW search_guarded_persons_wanted AS
  SELECT c.person_id, COALESCE(n.name, '') AS name
  FROM (
    SELECT s.person_id FROM search_protected_persons s
    UNION
    SELECT ap.person_id FROM account_persons ap
    WHERE ap.account_id IN (SELECT g.account_id FROM search_guarded_accounts g)
      AND NOT EXISTS (SELECT 1 FROM account_persons x WHERE x.person_id = ap.person_id
        AND NOT EXISTS (SELECT 1 FROM search_guarded_accounts h WHERE h.account_id = x.account_id))) c
  LEFT JOIN LATERAL (
    SELECT DISTINCT search_whole_name(concat_ws(' ', x.given_name, x.surname, x.organisation_name)) AS name
    FROM person_names x WHERE x.person_id = c.person_id) n ON true;

CREATE OR REPLACE VIEW search_names_wanted AS
  SELECT n.person_id, lower(n.surname) AS surname, lower(n.given_name) AS given
  FROM person_names n
  WHERE n.surname ~ '^[A-Za-z]{4,40}$' AND n.given_name ~ '^[A-Za-z]{4,40}$'
    AND lower(n.surname) <> ALL ('{miss,prof,dame,hon,capt,sgt,col,gen,srta,dona,esq,phd,dds,cpa}')
    AND lower(n.given_name) <> ALL ('{miss,prof,dame,hon,capt,sgt,col,gen,srta,dona,esq,phd,dds,cpa}')
    AND NOT EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = n.person_id)
  UNION
  SELECT n.person_id, t.surname_term, t.given_term
  FROM person_names n, LATERAL search_name_terms(n.given_name, n.surname, n.organisation_name) t
  WHERE (n.surname ~ '^[A-Za-z]{4,40}$' AND n.given_name ~ '^[A-Za-z]{4,40}$'
    AND lower(n.surname) <> ALL ('{miss,prof,dame,hon,capt,sgt,col,gen,srta,dona,esq,phd,dds,cpa}')
    AND lower(n.given_name) <> ALL ('{miss,prof,dame,hon,capt,sgt,col,gen,srta,dona,esq,phd,dds,cpa}')) IS NOT TRUE
    AND NOT EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = n.person_id);

-- A premise where protected customers alone live or lived, and one lives now, is as one that is not there. An empty one is
-- there: it is a place, and somebody may move in.
CREATE OR REPLACE VIEW search_premises_wanted AS
  SELECT p.premise_id, a.core, a.street, a.house, a.unit, search_city(p.city) AS city,
    search_postal_code(p.postal_code) AS postal_code
  FROM premises p, LATERAL search_address(p.line1, p.line2) a
  WHERE NOT EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.premise_id = p.premise_id AND g.is_current)
    OR EXISTS (
      SELECT 1 FROM service_points sp
      JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
      JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
      WHERE sp.premise_id = p.premise_id
        AND NOT EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.account_id = sa.account_id));

CREATE OR REPLACE VIEW search_occupants_wanted AS
  SELECT ap.account_id, ap.person_id, place.premise_id, place.started_on, place.ended_on, n.surname, n.given, p.core, p.house,
    p.postal_code
  FROM account_persons ap
  JOIN search_names n ON n.person_id = ap.person_id
  CROSS JOIN LATERAL (
    SELECT sp.premise_id, max(sa.started_on) AS started_on,
      CASE WHEN bool_or(sa.ended_on IS NULL) THEN NULL ELSE max(sa.ended_on) END AS ended_on
    FROM service_agreements sa
    JOIN service_agreement_points sap ON sap.service_agreement_id = sa.service_agreement_id
    JOIN service_points sp ON sp.service_point_id = sap.service_point_id
    WHERE sa.account_id = ap.account_id
    GROUP BY sp.premise_id
  ) place
  JOIN search_premises p ON p.premise_id = place.premise_id
  WHERE NOT EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.account_id = ap.account_id);

-- A word that nobody in the index has any more (hits 0) is as one that is not in the lexicon, until somebody brings it back.
CREATE OR REPLACE FUNCTION search_learn(in_kind text, in_terms text[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE search_lexicon l SET hits = 1
  WHERE l.kind = in_kind AND l.term = ANY (ARRAY(
    SELECT x.term FROM search_lexicon x WHERE x.kind = in_kind AND x.term = ANY (in_terms) AND x.hits = 0
    ORDER BY x.term FOR NO KEY UPDATE));
  INSERT INTO search_lexicon (kind, term, deletes)
  SELECT in_kind, t.term, search_deletes(in_kind, t.term)
  FROM (SELECT DISTINCT u.term COLLATE "C" AS term FROM unnest(in_terms) AS u (term) WHERE u.term <> '') t
  WHERE NOT EXISTS (SELECT 1 FROM search_lexicon l WHERE l.kind = in_kind AND l.term = t.term)
  ORDER BY t.term
  ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION search_refresh_guarded_persons(in_persons bigint[]) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$
DECLARE changed boolean;
BEGIN
  WITH wanted AS MATERIALIZED (SELECT * FROM search_guarded_persons_wanted w WHERE w.person_id = ANY (in_persons)),
  gone AS (
    DELETE FROM search_guarded_persons s WHERE s.person_id = ANY (in_persons)
      AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w = s) RETURNING 1),
  added AS (
    INSERT INTO search_guarded_persons SELECT * FROM wanted
    EXCEPT SELECT * FROM search_guarded_persons s WHERE s.person_id = ANY (in_persons) RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM gone) OR EXISTS (SELECT 1 FROM added) INTO changed;
  RETURN changed;
END $$;

CREATE FUNCTION search_refresh_guarded_accounts(in_accounts bigint[]) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$
DECLARE
  changed boolean;
  places bigint[];
BEGIN
  WITH wanted AS MATERIALIZED (SELECT * FROM search_guarded_accounts_wanted w WHERE w.account_id = ANY (in_accounts)),
  gone AS (
    DELETE FROM search_guarded_accounts s WHERE s.account_id = ANY (in_accounts)
      AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w IS NOT DISTINCT FROM s) RETURNING s.premise_id),
  added AS (
    INSERT INTO search_guarded_accounts SELECT * FROM wanted
    EXCEPT SELECT * FROM search_guarded_accounts s WHERE s.account_id = ANY (in_accounts) RETURNING premise_id)
  SELECT count(*) > 0, array_agg(DISTINCT x.premise_id) FILTER (WHERE x.premise_id IS NOT NULL) INTO changed, places
  FROM (SELECT premise_id FROM gone UNION ALL SELECT premise_id FROM added) x;
  -- Somebody unprotected may have moved in where only a protected customer lived, or out.
  places := places || ARRAY(
    SELECT DISTINCT g.premise_id FROM service_agreements sa
    JOIN service_agreement_points sap ON sap.service_agreement_id = sa.service_agreement_id
    JOIN service_points sp ON sp.service_point_id = sap.service_point_id
    JOIN search_guarded_accounts g ON g.premise_id = sp.premise_id
    WHERE sa.account_id = ANY (in_accounts));
  IF cardinality(places) > 0 THEN PERFORM search_refresh_premises(places); END IF;
  RETURN changed;
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
  PERFORM 1 FROM persons p WHERE p.person_id = ANY (in_persons) AND p.xmin <> pg_current_xact_id()::xid
  ORDER BY p.person_id FOR NO KEY UPDATE;
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
    WHERE l.kind = 'name' AND l.term = ANY (forgotten) AND l.hits > 0
      AND NOT EXISTS (SELECT 1 FROM search_names s WHERE s.surname = l.term)
      AND NOT EXISTS (SELECT 1 FROM search_names s WHERE s.given = l.term);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION search_refresh_occupants(in_accounts bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$
BEGIN
  PERFORM 1 FROM accounts a WHERE a.account_id = ANY (in_accounts) AND a.xmin <> pg_current_xact_id()::xid
  ORDER BY a.account_id FOR NO KEY UPDATE;
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
CREATE FUNCTION search_refresh_protection(in_persons bigint[], in_accounts bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  accounts bigint[] := ARRAY(
    SELECT unnest(in_accounts) UNION SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = ANY (in_persons));
BEGIN
  PERFORM search_refresh_guarded_accounts(accounts);
  PERFORM search_refresh_names(ARRAY(
    SELECT unnest(in_persons) UNION SELECT ap.person_id FROM account_persons ap WHERE ap.account_id = ANY (accounts)));
  -- Whoever is also on other accounts is found there by a name that came or went.
  PERFORM search_refresh_occupants(ARRAY(
    SELECT unnest(accounts) UNION SELECT o.account_id FROM account_persons ap JOIN account_persons o USING (person_id)
    WHERE ap.account_id = ANY (accounts)));
END $$;

CREATE FUNCTION search_on_protection() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ids bigint[];
BEGIN
  IF TG_TABLE_NAME = 'persons' THEN
    IF TG_OP = 'INSERT' THEN ids := ARRAY(SELECT person_id FROM after_rows WHERE is_protected);
    ELSIF TG_OP = 'DELETE' THEN ids := ARRAY(SELECT person_id FROM before_rows WHERE is_protected);
    ELSE ids := ARRAY(SELECT person_id FROM (
      (SELECT person_id, is_protected FROM before_rows EXCEPT SELECT person_id, is_protected FROM after_rows)
      UNION (SELECT person_id, is_protected FROM after_rows EXCEPT SELECT person_id, is_protected FROM before_rows)) x);
    END IF;
  ELSE
    IF TG_OP = 'INSERT' THEN ids := ARRAY(SELECT person_id FROM after_rows WHERE person_id IS NOT NULL);
    ELSIF TG_OP = 'DELETE' THEN ids := ARRAY(SELECT person_id FROM before_rows WHERE person_id IS NOT NULL);
    ELSE ids := ARRAY(SELECT DISTINCT x.person_id FROM before_rows b JOIN after_rows a USING (csr_id),
      LATERAL (VALUES (a.person_id), (b.person_id)) x (person_id)
      WHERE a.person_id IS DISTINCT FROM b.person_id AND x.person_id IS NOT NULL);
    END IF;
  END IF;
  IF cardinality(ids) > 0 THEN PERFORM search_refresh_protection(ids, '{}'); END IF;
  RETURN NULL;
END $$;

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
  IF TG_OP <> 'DELETE' THEN
    PERFORM 1 FROM persons p WHERE p.xmin <> pg_current_xact_id()::xid AND p.person_id IN (SELECT person_id FROM after_rows)
    ORDER BY p.person_id FOR SHARE;
  END IF;
  IF EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.account_id = ANY (ids))
    OR EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = ANY (persons))
    OR EXISTS (SELECT 1 FROM persons p WHERE p.person_id = ANY (persons) AND p.is_protected)
    OR EXISTS (SELECT 1 FROM csr_users u WHERE u.person_id = ANY (persons))
    OR EXISTS (SELECT 1 FROM account_persons ap JOIN search_guarded_accounts g USING (account_id)
      WHERE ap.person_id = ANY (persons))
  THEN PERFORM search_refresh_protection(persons, ids);
  ELSE PERFORM search_refresh_occupants(ids);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_on_service_agreement_points() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ids bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    ids := ARRAY(SELECT DISTINCT sa.account_id FROM after_rows r JOIN service_agreements sa USING (service_agreement_id));
  ELSIF TG_OP = 'DELETE' THEN
    -- An agreement that takes its points with it is gone already: the accounts are those served at what they were points of.
    ids := ARRAY(
      SELECT o.account_id FROM before_rows r JOIN service_points sp USING (service_point_id)
      JOIN search_premises p ON p.premise_id = sp.premise_id
      JOIN search_occupants o ON o.core = p.core AND o.premise_id = p.premise_id
      UNION
      SELECT g.account_id FROM before_rows r JOIN service_points sp USING (service_point_id)
      JOIN search_guarded_accounts g ON g.premise_id = sp.premise_id);
  ELSE
    ids := ARRAY(SELECT DISTINCT sa.account_id FROM (SELECT * FROM before_rows UNION SELECT * FROM after_rows) r
      JOIN service_agreements sa USING (service_agreement_id));
  END IF;
  IF cardinality(ids) = 0 THEN RETURN NULL; END IF;
  PERFORM search_lock_premises(ids);
  PERFORM search_refresh_occupants(ids);
  RETURN NULL;
END $$;

DO $$
DECLARE
  t text;
  e text;
BEGIN
  FOREACH t IN ARRAY ARRAY['persons', 'csr_users'] LOOP
    FOREACH e IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
      EXECUTE format('CREATE TRIGGER search_%s AFTER %s ON %I REFERENCING %s %s FOR EACH STATEMENT EXECUTE FUNCTION search_on_protection()',
        lower(e), e, t,
        CASE WHEN e <> 'INSERT' THEN 'OLD TABLE AS before_rows' ELSE '' END,
        CASE WHEN e <> 'DELETE' THEN 'NEW TABLE AS after_rows' ELSE '' END);
    END LOOP;
  END LOOP;
END $$;

ALTER TABLE search_rebuild DROP CONSTRAINT search_rebuild_step_check;
ALTER TABLE search_rebuild ADD CHECK (step IN ('guarded-accounts', 'guarded-persons', 'names', 'premises', 'occupants'));

REVOKE EXECUTE ON FUNCTION search_refresh_guarded_persons, search_refresh_guarded_accounts, search_refresh_protection,
  search_on_protection FROM PUBLIC;
GRANT SELECT ON search_guarded_accounts, search_guarded_persons TO porchlight_desk;

-- What stands in the index already.
INSERT INTO search_guarded_accounts SELECT * FROM search_guarded_accounts_wanted;
INSERT INTO search_guarded_persons SELECT * FROM search_guarded_persons_wanted;
DELETE FROM search_names s USING search_guarded_persons g WHERE g.person_id = s.person_id;
DELETE FROM search_occupants s USING search_guarded_accounts g WHERE g.account_id = s.account_id;
DELETE FROM search_premises s WHERE s.premise_id IN (SELECT g.premise_id FROM search_guarded_accounts g)
  AND NOT EXISTS (SELECT 1 FROM search_premises_wanted w WHERE w.premise_id = s.premise_id);
UPDATE search_lexicon l SET hits = 0 WHERE l.kind = 'name'
  AND NOT EXISTS (SELECT 1 FROM search_names s WHERE s.surname = l.term)
  AND NOT EXISTS (SELECT 1 FROM search_names s WHERE s.given = l.term);
