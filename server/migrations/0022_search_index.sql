-- The search index: tables of this database, kept in step by it in the transaction of each change. What should be in them is
-- said once, in three views; triggers, rebuild and verify all go by these.

CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;

CREATE TABLE search_names (
  person_id bigint NOT NULL,
  surname text COLLATE "C" NOT NULL,
  given text COLLATE "C" NOT NULL
);
COMMENT ON TABLE search_names IS 'Pairs of words that a person is found by, of primary names and aliases.';

CREATE TABLE search_premises (
  premise_id bigint PRIMARY KEY,
  core text COLLATE "C" NOT NULL,
  street text COLLATE "C" NOT NULL,
  house text COLLATE "C" NOT NULL,
  unit text COLLATE "C" NOT NULL,
  city text COLLATE "C" NOT NULL,
  postal_code text COLLATE "C" NOT NULL
);

CREATE TABLE search_occupants (
  account_id bigint NOT NULL,
  person_id bigint NOT NULL,
  premise_id bigint NOT NULL,
  started_on date NOT NULL,
  ended_on date,
  surname text COLLATE "C" NOT NULL,
  given text COLLATE "C" NOT NULL,
  core text COLLATE "C" NOT NULL,
  house text COLLATE "C" NOT NULL,
  postal_code text COLLATE "C" NOT NULL
);
COMMENT ON TABLE search_occupants IS 'Who is or was served where: each word pair of a person at each premise of each account.';

CREATE TABLE search_lexicon (
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('name', 'street', 'city')),
  term text COLLATE "C" NOT NULL,
  hits integer NOT NULL DEFAULT 1,
  deletes integer[] NOT NULL,
  PRIMARY KEY (kind, term)
) WITH (fillfactor = 80);
COMMENT ON TABLE search_lexicon IS 'Each distinct word. `hits` is how often it stood in the index when it was last counted.';

-- Names that are one plain word each are most of them, and need no function.
CREATE VIEW search_names_wanted AS
  SELECT n.person_id, lower(n.surname) AS surname, lower(n.given_name) AS given
  FROM person_names n
  WHERE n.surname ~ '^[A-Za-z]{4,40}$' AND n.given_name ~ '^[A-Za-z]{4,40}$'
    AND lower(n.surname) <> ALL ('{miss,prof,dame,hon,capt,sgt,col,gen,srta,dona,esq,phd,dds,cpa}')
    AND lower(n.given_name) <> ALL ('{miss,prof,dame,hon,capt,sgt,col,gen,srta,dona,esq,phd,dds,cpa}')
  UNION
  SELECT n.person_id, t.surname_term, t.given_term
  FROM person_names n, LATERAL search_name_terms(n.given_name, n.surname, n.organisation_name) t
  WHERE (n.surname ~ '^[A-Za-z]{4,40}$' AND n.given_name ~ '^[A-Za-z]{4,40}$'
    AND lower(n.surname) <> ALL ('{miss,prof,dame,hon,capt,sgt,col,gen,srta,dona,esq,phd,dds,cpa}')
    AND lower(n.given_name) <> ALL ('{miss,prof,dame,hon,capt,sgt,col,gen,srta,dona,esq,phd,dds,cpa}')) IS NOT TRUE;

CREATE VIEW search_premises_wanted AS
  SELECT p.premise_id, a.core, a.street, a.house, a.unit, search_city(p.city) AS city,
    search_postal_code(p.postal_code) AS postal_code
  FROM premises p, LATERAL search_address(p.line1, p.line2) a;

-- Account by account: a join of all agreements would be grouped whole for the sake of one account.
CREATE VIEW search_occupants_wanted AS
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
  JOIN search_premises p ON p.premise_id = place.premise_id;

CREATE INDEX search_names_pair ON search_names (surname, given);
CREATE INDEX search_names_given ON search_names (given);
CREATE INDEX search_names_person ON search_names (person_id);
CREATE INDEX search_premises_house ON search_premises (core, house);
CREATE INDEX search_premises_street ON search_premises (street);
CREATE INDEX search_premises_city ON search_premises (city);
CREATE INDEX search_premises_postal_code ON search_premises (postal_code);
CREATE INDEX search_occupants_street ON search_occupants (core, surname, house, given);
CREATE INDEX search_occupants_given ON search_occupants (core, given);
CREATE INDEX search_occupants_postal_code ON search_occupants (postal_code, surname, given);
CREATE INDEX search_occupants_postal_given ON search_occupants (postal_code, given);
CREATE INDEX search_occupants_account ON search_occupants (account_id);
CREATE INDEX search_lexicon_deletes ON search_lexicon USING gin (deletes) WITH (fastupdate = off);

-- Words that are new. The order is the same for everyone, so that two who bring the same words wait for one another in turn.
CREATE FUNCTION search_learn(in_kind text, in_terms text[]) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  INSERT INTO search_lexicon (kind, term, deletes)
  SELECT in_kind, t.term, search_deletes(in_kind, t.term)
  FROM (SELECT DISTINCT u.term COLLATE "C" AS term FROM unnest(in_terms) AS u (term) WHERE u.term <> '') t
  WHERE NOT EXISTS (SELECT 1 FROM search_lexicon l WHERE l.kind = in_kind AND l.term = t.term)
  ORDER BY t.term
  ON CONFLICT DO NOTHING
$$;

-- Counts how often each word stands in the index. Words that stand in it no more are kept: somebody may be about to bring them
-- back, and they find nobody.
CREATE FUNCTION search_count_words() RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  WITH counted AS (
    SELECT 'name' AS kind, t.term, count(*)::integer AS hits
    FROM search_names n, LATERAL (VALUES (n.surname), (n.given)) t (term) GROUP BY t.term
    UNION ALL SELECT 'street', p.core, count(*) FROM search_premises p GROUP BY p.core
    UNION ALL SELECT 'city', p.city, count(*) FROM search_premises p GROUP BY p.city)
  UPDATE search_lexicon l SET hits = COALESCE(c.hits, 0)
  FROM search_lexicon k LEFT JOIN counted c ON (c.kind, c.term) = (k.kind, k.term)
  WHERE (l.kind, l.term) = (k.kind, k.term) AND l.hits <> COALESCE(c.hits, 0)
$$;

-- Brings the index of these persons, premises and accounts in step. Whoever does it locks the account first, and so sees what
-- the one before has left; whoever brings a person or a premise to an account locks that person or premise before the account,
-- so that a new name or address in the making is not missed. Rows of this transaction's own making need no lock.
CREATE FUNCTION search_refresh_names(in_persons bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE learned text[];
BEGIN
  PERFORM 1 FROM persons p WHERE p.person_id = ANY (in_persons) AND p.xmin <> pg_current_xact_id()::xid
  ORDER BY p.person_id FOR NO KEY UPDATE;
  WITH wanted AS (SELECT * FROM search_names_wanted w WHERE w.person_id = ANY (in_persons)),
  gone AS (
    DELETE FROM search_names s WHERE s.person_id = ANY (in_persons) AND NOT EXISTS (
      SELECT 1 FROM wanted w WHERE (w.person_id, w.surname, w.given) = (s.person_id, s.surname, s.given))),
  added AS (
    INSERT INTO search_names (person_id, surname, given)
    SELECT w.person_id, w.surname, w.given FROM wanted w WHERE NOT EXISTS (
      SELECT 1 FROM search_names s WHERE (s.person_id, s.surname, s.given) = (w.person_id, w.surname, w.given))
    RETURNING surname, given)
  SELECT array_agg(DISTINCT t.term) INTO learned FROM added a, LATERAL (VALUES (a.surname), (a.given)) t (term);
  IF learned IS NOT NULL THEN PERFORM search_learn('name', learned); END IF;
END $$;

CREATE FUNCTION search_refresh_premises(in_premises bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  streets text[];
  cities text[];
BEGIN
  WITH wanted AS MATERIALIZED (SELECT * FROM search_premises_wanted w WHERE w.premise_id = ANY (in_premises)),
  gone AS (
    DELETE FROM search_premises s WHERE s.premise_id = ANY (in_premises)
      AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.premise_id = s.premise_id)),
  added AS (
    INSERT INTO search_premises AS s (premise_id, core, street, house, unit, city, postal_code)
    SELECT w.premise_id, w.core, w.street, w.house, w.unit, w.city, w.postal_code FROM wanted w
    ON CONFLICT (premise_id) DO UPDATE SET core = excluded.core, street = excluded.street, house = excluded.house,
      unit = excluded.unit, city = excluded.city, postal_code = excluded.postal_code
    WHERE (s.core, s.street, s.house, s.unit, s.city, s.postal_code) IS DISTINCT FROM
      (excluded.core, excluded.street, excluded.house, excluded.unit, excluded.city, excluded.postal_code)
    RETURNING s.core, s.city)
  SELECT array_agg(DISTINCT a.core), array_agg(DISTINCT a.city) INTO streets, cities FROM added a;
  IF streets IS NOT NULL THEN
    PERFORM search_learn('street', streets);
    PERFORM search_learn('city', cities);
  END IF;
END $$;

CREATE FUNCTION search_refresh_occupants(in_accounts bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM 1 FROM accounts a WHERE a.account_id = ANY (in_accounts) AND a.xmin <> pg_current_xact_id()::xid
  ORDER BY a.account_id FOR NO KEY UPDATE;
  WITH wanted AS MATERIALIZED (SELECT * FROM search_occupants_wanted w WHERE w.account_id = ANY (in_accounts)),
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

-- The accounts that persons are on, and that are or were served at premises.
CREATE FUNCTION search_accounts_of(in_persons bigint[], in_premises bigint[]) RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT array_agg(account_id) FROM (
    SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = ANY (in_persons)
    UNION
    SELECT sa.account_id FROM service_points sp JOIN service_agreement_points sap USING (service_point_id)
    JOIN service_agreements sa USING (service_agreement_id) WHERE sp.premise_id = ANY (in_premises)) a
$$;

-- One trigger function a table and kind of change: what changed, and what stands on it.
CREATE FUNCTION search_on_person_names() RETURNS trigger
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
  PERFORM search_refresh_names(ids);
  accounts := search_accounts_of(ids, '{}');
  IF accounts IS NOT NULL THEN PERFORM search_refresh_occupants(accounts); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION search_on_premises() RETURNS trigger
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
  PERFORM search_refresh_premises(ids);
  IF TG_OP <> 'INSERT' THEN
    accounts := search_accounts_of('{}', ids);
    IF accounts IS NOT NULL THEN PERFORM search_refresh_occupants(accounts); END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION search_on_account_persons() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ids bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN ids := ARRAY(SELECT DISTINCT account_id FROM after_rows);
  ELSIF TG_OP = 'DELETE' THEN ids := ARRAY(SELECT DISTINCT account_id FROM before_rows);
  ELSE ids := ARRAY(SELECT DISTINCT account_id FROM (
    (SELECT account_id, person_id FROM before_rows EXCEPT SELECT account_id, person_id FROM after_rows)
    UNION (SELECT account_id, person_id FROM after_rows EXCEPT SELECT account_id, person_id FROM before_rows)) moved);
  END IF;
  IF cardinality(ids) = 0 THEN RETURN NULL; END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM 1 FROM persons p WHERE p.xmin <> pg_current_xact_id()::xid AND p.person_id IN (SELECT person_id FROM after_rows)
    ORDER BY p.person_id FOR SHARE;
  END IF;
  PERFORM search_refresh_occupants(ids);
  RETURN NULL;
END $$;

CREATE FUNCTION search_lock_premises(in_accounts bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM 1 FROM premises p WHERE p.xmin <> pg_current_xact_id()::xid AND p.premise_id IN (
    SELECT sp.premise_id FROM service_agreements sa JOIN service_agreement_points sap USING (service_agreement_id)
    JOIN service_points sp USING (service_point_id) WHERE sa.account_id = ANY (in_accounts))
  ORDER BY p.premise_id FOR SHARE;
END $$;

CREATE FUNCTION search_on_service_agreements() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ids bigint[];
BEGIN
  -- A new agreement is served nowhere yet, and one that is deleted has lost its points.
  ids := ARRAY(
    SELECT DISTINCT x.account_id FROM before_rows b JOIN after_rows a USING (service_agreement_id),
      LATERAL (VALUES (a.account_id), (b.account_id)) x (account_id)
    WHERE (a.account_id, a.started_on, a.ended_on) IS DISTINCT FROM (b.account_id, b.started_on, b.ended_on));
  IF cardinality(ids) = 0 THEN RETURN NULL; END IF;
  PERFORM search_lock_premises(ids);
  PERFORM search_refresh_occupants(ids);
  RETURN NULL;
END $$;

CREATE FUNCTION search_on_service_agreement_points() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ids bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    ids := ARRAY(SELECT DISTINCT sa.account_id FROM after_rows r JOIN service_agreements sa USING (service_agreement_id));
  ELSIF TG_OP = 'DELETE' THEN
    -- An agreement that takes its points with it is gone already: the accounts are those served at what they were points of.
    ids := ARRAY(SELECT DISTINCT o.account_id FROM before_rows r JOIN service_points sp USING (service_point_id)
      JOIN search_premises p ON p.premise_id = sp.premise_id
      JOIN search_occupants o ON o.core = p.core AND o.premise_id = p.premise_id);
  ELSE
    ids := ARRAY(SELECT DISTINCT sa.account_id FROM (SELECT * FROM before_rows UNION SELECT * FROM after_rows) r
      JOIN service_agreements sa USING (service_agreement_id));
  END IF;
  IF cardinality(ids) = 0 THEN RETURN NULL; END IF;
  PERFORM search_lock_premises(ids);
  PERFORM search_refresh_occupants(ids);
  RETURN NULL;
END $$;

CREATE FUNCTION search_on_service_points() RETURNS trigger
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
  RETURN NULL;
END $$;

DO $$
DECLARE
  t text;
  events text[];
  e text;
BEGIN
  FOREACH t IN ARRAY ARRAY['person_names', 'premises', 'account_persons', 'service_agreement_points', 'service_agreements',
    'service_points'] LOOP
    events := CASE WHEN t IN ('service_agreements', 'service_points') THEN '{UPDATE}' ELSE '{INSERT,UPDATE,DELETE}' END::text[];
    FOREACH e IN ARRAY events LOOP
      EXECUTE format('CREATE TRIGGER search_%s AFTER %s ON %I REFERENCING %s %s FOR EACH STATEMENT EXECUTE FUNCTION %I()',
        lower(e), e, t,
        CASE WHEN e <> 'INSERT' THEN 'OLD TABLE AS before_rows' ELSE '' END,
        CASE WHEN e <> 'DELETE' THEN 'NEW TABLE AS after_rows' ELSE '' END,
        'search_on_' || t);
    END LOOP;
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION search_learn, search_count_words, search_refresh_names, search_refresh_premises, search_refresh_occupants,
  search_accounts_of, search_lock_premises, search_on_person_names, search_on_premises, search_on_account_persons, search_on_service_agreements,
  search_on_service_agreement_points, search_on_service_points FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_count_words TO porchlight_worker;
GRANT SELECT ON search_names, search_premises, search_occupants, search_lexicon TO porchlight_desk;
