import { query } from '#database/query.ts'
import type {
  AccountContacts,
  AccountInformation,
  AccountPersonsOf,
  AccountServices,
} from './queries.generated.ts'

/** The mailing address as this customer sees it. An account may have come without a mailing address: version 0, and nothing in it. */
export const accountInformation = query<AccountInformation>(
  'account-information',
  `SELECT a.account_id, a.customer_class, a.status, l.nickname, l.role, COALESCE(m.line1, '') AS "line1!",
     COALESCE(m.line2, '') AS "line2!", COALESCE(m.city, '') AS "city!", COALESCE(m.region, '') AS "region!",
     COALESCE(m.postal_code, '') AS "postal_code!", COALESCE(m.country, 'US') AS "country!",
     COALESCE(m.version, 0) AS "version!", COALESCE(m.is_own, false) AS "is_hidden_from_others!"
   FROM accounts a
   LEFT JOIN shown_mailing_addresses m USING (account_id)
   JOIN web_user_accounts l USING (account_id)
   WHERE a.account_id = $accountId AND l.web_user_id = $webUserId`,
)

export const accountPersonsOf = query<AccountPersonsOf>(
  'account-persons-of',
  `SELECT name_between(ap.account_id, ap.person_id, full_name(n.given_name, n.surname, n.organisation_name)) AS "name!", ap.is_main_customer,
     ap.is_financially_responsible
   FROM account_persons ap JOIN person_names n ON n.person_id = ap.person_id AND n.name_type = 'primary'
   WHERE ap.account_id = $accountId
   ORDER BY ap.is_main_customer DESC, ap.is_financially_responsible DESC, 1`,
)

export const accountServices = query<AccountServices>(
  'account-services',
  `SELECT sa.service_type, sp.meter_number, concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city) AS "address!"
   FROM service_agreements sa
   JOIN service_agreement_points sap USING (service_agreement_id)
   JOIN service_points sp USING (service_point_id)
   JOIN premises p USING (premise_id)
   WHERE sa.account_id = $accountId AND sa.ended_on IS NULL
   ORDER BY 3, 1 LIMIT 200`,
)

export const accountContacts = query<AccountContacts>(
  'account-contacts',
  `SELECT contact_type, value, state FROM person_contacts WHERE person_id = $personId
   ORDER BY is_primary DESC, person_contact_id LIMIT 20`,
)
