import { query } from '#database/query.ts'
import type {
  GuardedByWhole,
  NamesByBeginning,
  NamesByGiven,
  NamesByPair,
  NamesByPairs,
  NamesByWord,
  OccupantsByName,
  OccupantsByPostalCode,
  OccupantsByStreet,
  OccupantsOf,
  PersonsNamed,
  PostalCodesOf,
  PremisesByCity,
  PremisesByPostalCode,
  PremisesByStreet,
} from './queries.generated.ts'
import { behind, occupant, premiseParts } from './sql-parts.ts'

/** Pairs of words of a name, the likeliest first. A given name is a range: 'j' to behind 'j' is an initial. */
const likelyPairs = `(
     SELECT s.term, s.unit AS surname_unit, g.low, g.high, g.unit AS given_unit, s.cost + g.cost AS cost
     FROM unnest($surnames::text[], $surnameUnits::integer[], $surnameCosts::real[]) AS s (term, unit, cost)
     JOIN unnest($lows::text[], $highs::text[], $givenUnits::integer[], $givenCosts::real[]) AS g (low, high, unit, cost)
       ON g.unit <> s.unit
     WHERE s.cost + g.cost <= $mostCost
     ORDER BY s.cost + g.cost) p`

/** Persons by two words of a name. */
export const namesByPair = query<NamesByPair>(
  'names-by-pair',
  `SELECT n.person_id, n.surname, n.given
   FROM ${likelyPairs},
   LATERAL (
     SELECT x.person_id, x.surname, x.given FROM search_names x
     WHERE x.surname = p.term AND x.given >= p.low AND x.given < p.high LIMIT $perPair) n
   LIMIT $limit`,
)

/** Persons by three or more words of a name: of all persons that any two of the words find, those that most pairs find. */
export const namesByPairs = query<NamesByPairs>(
  'names-by-pairs',
  `SELECT n.person_id, array_agg(n.surname) AS "surnames!", array_agg(n.given) AS "givens!"
   FROM (
     SELECT m.person_id, m.surname, m.given, p.cost
     FROM ${likelyPairs},
     LATERAL (
       SELECT x.person_id, x.surname, x.given FROM search_names x
       WHERE x.surname = p.term AND x.given >= p.low AND x.given < p.high LIMIT $perPair) m
     LIMIT $most) n
   GROUP BY n.person_id ORDER BY count(DISTINCT (n.surname, n.given)) DESC, min(n.cost) LIMIT $limit`,
)

/** Persons by one word, as a surname first and then as a given name, the likeliest words first. */
export const namesByWord = query<NamesByWord>(
  'names-by-word',
  `(SELECT n.person_id AS "person_id!", n.surname AS "surname!", n.given AS "given!", true AS "is_surname!"
    FROM unnest($terms::text[]) WITH ORDINALITY AS u (term, at),
    LATERAL (SELECT x.person_id, x.surname, x.given FROM search_names x WHERE x.surname = u.term LIMIT $limit) n LIMIT $limit)
   UNION ALL
   (SELECT n.person_id, n.surname, n.given, false
    FROM unnest($terms::text[]) WITH ORDINALITY AS u (term, at),
    LATERAL (SELECT x.person_id, x.surname, x.given FROM search_names x WHERE x.given = u.term LIMIT $limit) n LIMIT $limit)`,
)

/** Persons by the beginning of a word. */
export const namesByBeginning = query<NamesByBeginning>(
  'names-by-beginning',
  `(SELECT x.person_id AS "person_id!", x.surname AS "surname!", x.given AS "given!", true AS "is_surname!" FROM search_names x
    WHERE x.surname >= $beginning AND x.surname < ${behind('$beginning')} ORDER BY x.surname LIMIT $limit)
   UNION ALL
   (SELECT x.person_id, x.surname, x.given, false FROM search_names x
    WHERE x.given >= $beginning AND x.given < ${behind('$beginning')} ORDER BY x.given LIMIT $limit)`,
)

/** Persons by a given name and the beginning of a surname: 'maria s'. */
export const namesByGiven = query<NamesByGiven>(
  'names-by-given',
  `SELECT n.person_id, n.surname, n.given FROM unnest($givens::text[]) AS g (term),
   LATERAL (
     SELECT x.person_id, x.surname, x.given FROM search_names x
     WHERE x.given = g.term AND (x.surname || '') >= $beginning AND (x.surname || '') < ${behind('$beginning')}
     LIMIT $limit) n
   LIMIT $limit`,
)

/** The words that persons are found by. */
export const personsNamed = query<PersonsNamed>(
  'persons-named',
  'SELECT n.person_id, n.surname, n.given FROM search_names n WHERE n.person_id = ANY ($persons::bigint[])',
)

/**
 * Who is served in a street, by one word of the name. Where more have it than the limit, those at the house, and those with another
 * word of the name, are looked up by themselves.
 */
export const occupantsByStreet = query<OccupantsByStreet>(
  'occupants-by-street',
  `SELECT DISTINCT ${occupant}
   FROM (
     SELECT s.term AS core, n.term AS name FROM unnest($cores::text[], $coreCosts::real[]) AS s (term, cost)
     CROSS JOIN unnest($names::text[], $nameCosts::real[]) AS n (term, cost)
     WHERE s.cost + n.cost <= $mostCost ORDER BY s.cost + n.cost) w,
   LATERAL (
     WITH named AS MATERIALIZED (
       SELECT x.* FROM search_occupants x WHERE x.core = w.core AND x.surname = w.name LIMIT $perWay)
     (SELECT x.* FROM search_occupants x
      WHERE (SELECT count(*) FROM named) >= $perWay
        AND x.core = w.core AND x.surname = w.name AND x.house = $house::text LIMIT $perWay)
     UNION ALL
     (SELECT x.* FROM search_occupants x
      WHERE $hasPair::boolean AND (SELECT count(*) FROM named) >= $perWay
        AND x.core = w.core AND x.surname = w.name AND (x.given || '') = ANY ($names::text[]) LIMIT $perWay)
     UNION ALL
     (SELECT * FROM named)
     UNION ALL
     (SELECT x.* FROM search_occupants x
      WHERE x.core = w.core AND x.given = w.name LIMIT $perWay)) o
   JOIN search_premises p ON p.premise_id = o.premise_id
   LIMIT $limit`,
)

/**
 * Who is served in a postal code, by words of the name. The other word is no part of the look-up: the index would be searched for each of
 * thirty words in turn, and few people of a surname live in one postal code.
 */
export const occupantsByPostalCode = query<OccupantsByPostalCode>(
  'occupants-by-postal-code',
  `SELECT DISTINCT ${occupant}
   FROM unnest($names::text[]) AS n (term) CROSS JOIN unnest($postalCodes::text[]) AS c (code),
   LATERAL (
     (SELECT x.* FROM search_occupants x
      WHERE $hasPair::boolean AND x.postal_code = c.code AND x.surname = n.term AND (x.given || '') = ANY ($names::text[])
      LIMIT $perWay)
     UNION ALL
     (SELECT x.* FROM search_occupants x
      WHERE NOT $hasPair::boolean AND x.postal_code = c.code AND x.surname = n.term LIMIT $perWay)
     UNION ALL
     (SELECT x.* FROM search_occupants x
      WHERE ($isLoose::boolean OR NOT $hasPair::boolean) AND x.postal_code = c.code AND x.given = n.term
      ORDER BY (x.house = $house::text) DESC LIMIT $perWay)
     UNION ALL
     (SELECT x.* FROM search_occupants x
      WHERE $isLoose::boolean AND $hasPair::boolean AND x.postal_code = c.code AND x.surname = n.term
      ORDER BY (x.house = $house::text) DESC LIMIT $perWay)) o
   JOIN search_premises p ON p.premise_id = o.premise_id
   LIMIT $limit`,
)

/** Where persons are served: the few that a name found. */
export const occupantsByName = query<OccupantsByName>(
  'occupants-by-name',
  `SELECT DISTINCT ${occupant}
   FROM unnest($persons::bigint[]) AS who (person_id)
   JOIN account_persons ap ON ap.person_id = who.person_id
   JOIN search_occupants o ON o.account_id = ap.account_id AND o.person_id = ap.person_id
   JOIN search_premises p ON p.premise_id = o.premise_id
   LIMIT $limit`,
)

/** Who is served at premises. */
export const occupantsOf = query<OccupantsOf>(
  'occupants-of',
  `SELECT DISTINCT ${occupant}
   FROM unnest($premises::bigint[]) AS place (premise_id)
   JOIN service_points sp ON sp.premise_id = place.premise_id
   JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
   JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
   JOIN search_occupants o ON o.account_id = sa.account_id AND o.premise_id = place.premise_id
   JOIN search_premises p ON p.premise_id = o.premise_id
   LIMIT $limit`,
)

/** The postal codes that towns have, those with most premises first. */
export const postalCodesOf = query<PostalCodesOf>(
  'postal-codes-of',
  `SELECT c.postal_code FROM unnest($cities::text[]) AS t (city),
   LATERAL (
     SELECT x.postal_code FROM (SELECT y.postal_code FROM search_premises y WHERE y.city = t.city LIMIT 3000) x
     GROUP BY 1 ORDER BY count(*) DESC LIMIT 20) c`,
)

/** The other typed parts of a premise. */
const withinPostalCode = `($postalCode::text IS NULL
        OR (x.postal_code >= $postalCode AND x.postal_code < ${behind('$postalCode')}))`
const within = `($cities::text[] IS NULL OR x.city = ANY ($cities)) AND ${withinPostalCode}`

/**
 * Premises by their street: at the house, in the street as it was typed, and whatever else is in a street of that name; of these
 * no more than so many are looked at: of a street that half the towns have, the town may be hard to come by.
 */
export const premisesByStreet = query<PremisesByStreet>(
  'premises-by-street',
  `SELECT DISTINCT ${premiseParts} FROM (
     (SELECT x.* FROM unnest($cores::text[]) AS s (core) JOIN search_premises x ON x.core = s.core AND x.house = $house::text
      WHERE ${within} LIMIT $limit)
     UNION ALL
     (SELECT x.* FROM (SELECT y.* FROM search_premises y WHERE y.street = $street LIMIT $looked) x
      WHERE ${within} LIMIT $others)
     UNION ALL
     (SELECT n.* FROM unnest($cores::text[]) AS s (core),
        LATERAL (
          SELECT x.* FROM (SELECT y.* FROM search_premises y WHERE y.core = s.core LIMIT $looked) x
          WHERE ${within} LIMIT $others) n LIMIT $others)) p`,
)

/** Premises by town, and by postal code within it. */
export const premisesByCity = query<PremisesByCity>(
  'premises-by-city',
  `SELECT ${premiseParts} FROM unnest($cities::text[]) AS t (city),
   LATERAL (SELECT x.* FROM search_premises x WHERE x.city = t.city AND ${withinPostalCode} LIMIT $limit) p LIMIT $limit`,
)

/**
 * Protected customers by a whole name, or a whole address: what was typed is made into it by the same function as what is
 * stored. Each list is as long as there are ways to understand what was typed; an empty text asks for nothing.
 */
export const guardedByWhole = query<GuardedByWhole>(
  'guarded-by-whole',
  `SELECT u.at::integer AS "at!", g.person_id AS "person_id?", NULL::bigint AS "account_id?", NULL::bigint AS "premise_id?",
     true AS "is_name!"
   FROM unnest($names::text[]) WITH ORDINALITY AS u (name, at)
   JOIN search_guarded_persons g ON g.name = search_whole_name(u.name)
   WHERE u.name <> '' AND g.name <> ''
   UNION ALL
   SELECT u.at::integer, NULL, g.account_id, g.premise_id, false
   FROM unnest($streets::text[], $cities::text[], $postalCodes::text[]) WITH ORDINALITY AS u (street, city, postal_code, at)
   JOIN search_guarded_accounts g ON g.place = search_whole_place(u.street, '')
   WHERE u.street <> '' AND g.place <> '' AND (u.city = '' OR g.city = search_city(u.city))
     AND (u.postal_code = '' OR g.postal_code = search_postal_code(u.postal_code))
   LIMIT 100`,
)

export const premisesByPostalCode = query<PremisesByPostalCode>(
  'premises-by-postal-code',
  `SELECT ${premiseParts} FROM search_premises p
   WHERE p.postal_code >= $postalCode AND p.postal_code < ${behind('$postalCode')} ORDER BY p.postal_code LIMIT $limit`,
)
