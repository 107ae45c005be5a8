import { query } from '#database/query.ts'
import { premiseParts } from '../find/sql-parts.ts'
import {
  accountHits,
  contactHits,
  geographyHits,
  identifierHits,
  listedPremise,
  own,
  unguarded,
  unguardedAccount,
  webUserHits,
} from './anchor-sql.ts'
import type {
  AccountsInRange,
  AccountsOfPersons,
  AccountsOfPremises,
  PersonsByContact,
  PersonsByIdentifier,
  PersonsByIdentifierType,
  PersonsOfAccounts,
  PlacesOfAccounts,
  PremisesByGeographicType,
  PremisesByGeography,
  WebUsersFound,
} from './queries.generated.ts'

/** By telephone (its beginning, or its last seven digits) or e-mail address, also one that a web user signs in with. */
export const personsByContact = query<PersonsByContact>('persons-by-contact', contactHits(own))

/** By the whole value: identifiers are stored as hashes, so a beginning cannot be looked up. */
export const personsByIdentifier = query<PersonsByIdentifier>('persons-by-identifier', identifierHits(own))

export const personsByIdentifierType = query<PersonsByIdentifierType>(
  'persons-by-identifier-type',
  `SELECT i.person_id, i.masked_value FROM person_identifiers i
   WHERE i.identifier_type = $identifierType AND ${unguarded('i.person_id')} LIMIT $limit`,
)

export const webUsersFound = query<WebUsersFound>('web-users-found', webUserHits(own))

/** By geographic identifiers of the premise or of its service points, or by the number of a meter. */
export const premisesByGeography = query<PremisesByGeography>('premises-by-geography', geographyHits(own))

export const premisesByGeographicType = query<PremisesByGeographicType>(
  'premises-by-geographic-type',
  `SELECT COALESCE(g.premise_id, sp.premise_id) AS "premise_id!", g.value
   FROM geographic_identifiers g LEFT JOIN service_points sp USING (service_point_id)
   WHERE g.identifier_type = $geographicType AND ${listedPremise('COALESCE(g.premise_id, sp.premise_id)')} LIMIT $limit`,
)

/** By the beginning of the account number, or by its last seven digits. */
export const accountsInRange = query<AccountsInRange>('accounts-in-range', accountHits(own))

/** The accounts of persons, with a row for a person without any. Protected accounts only where a whole value found the person. */
export const accountsOfPersons = query<AccountsOfPersons>(
  'accounts-of-persons',
  `SELECT k.person_id AS "person_id!", ap.account_id AS "account_id?"
   FROM unnest($persons::bigint[], $wholes::boolean[]) WITH ORDINALITY AS k (person_id, is_whole, at)
   LEFT JOIN account_persons ap ON ap.person_id = k.person_id
   WHERE k.is_whole OR ap.account_id IS NULL OR ${unguardedAccount('ap.account_id')}
   ORDER BY k.at LIMIT $limit`,
)

/** The accounts that are or were served at premises. */
export const accountsOfPremises = query<AccountsOfPremises>(
  'accounts-of-premises',
  `SELECT DISTINCT k.premise_id AS "premise_id!", sa.account_id
   FROM unnest($premises::bigint[], $wholes::boolean[]) AS k (premise_id, is_whole)
   JOIN service_points sp ON sp.premise_id = k.premise_id
   JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
   JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
   WHERE k.is_whole OR ${unguardedAccount('sa.account_id')}
   LIMIT $limit`,
)

/** The persons on accounts, with the words that they are found by. */
export const personsOfAccounts = query<PersonsOfAccounts>(
  'persons-of-accounts',
  `SELECT ap.account_id, ap.person_id, n.surname, n.given
   FROM account_persons ap JOIN search_names n ON n.person_id = ap.person_id WHERE ap.account_id = ANY ($accounts::bigint[])`,
)

/** Where accounts are or were served, in the words that a place is found by. */
export const placesOfAccounts = query<PlacesOfAccounts>(
  'places-of-accounts',
  `SELECT DISTINCT o.account_id, ${premiseParts}
   FROM search_occupants o JOIN search_premises p ON p.premise_id = o.premise_id WHERE o.account_id = ANY ($accounts::bigint[])`,
)
