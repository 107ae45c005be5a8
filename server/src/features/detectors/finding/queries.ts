import { query } from '#database/query.ts'
import { isLook, looks, looksAndTries, looksAtCanaries, mainCustomer } from './looks.ts'
import type {
  AfterHours,
  CanaryOpened,
  OwnAccount,
  RepeatedLooks,
  SameAddress,
  SameSurname,
  UnexplainedOpening,
} from './queries.generated.ts'

/*
 * One statement for each detector. Each begins with the few looks of a batch and goes by indexes to the rows around them, so that its cost
 * does not depend on the number of customers. `about` is what a repeated finding has in common with the first.
 */
const look =
  'o.record_entry_id AS "record_entry_id!", o.at AS "at!", o.csr_id AS "csr_id!", o.account_id AS "account_id!"'
const aboutAccount = 'o.account_id::text AS "about!"'

export const canaryOpened = query<CanaryOpened>(
  'canary-opened',
  `WITH ${looksAtCanaries}
   SELECT ${look}, ${aboutAccount}, ${mainCustomer} AS person_id,
     jsonb_build_object('isRefused', o.is_refused) AS "facts!"
   FROM looks o`,
)

export const ownAccount = query<OwnAccount>(
  'own-account',
  `WITH ${looksAndTries}
   SELECT ${look}, ${aboutAccount}, ${mainCustomer} AS person_id,
     jsonb_build_object('isRefused', o.is_refused) AS "facts!"
   FROM looks o JOIN csr_users u ON u.csr_id = o.csr_id LEFT JOIN csr_own_details d ON d.csr_id = o.csr_id
   WHERE o.account_id = ANY (d.account_ids)
     OR EXISTS (SELECT FROM account_persons ap WHERE ap.account_id = o.account_id AND ap.person_id = u.person_id)`,
)

/** The compared names: the folded words of the surname. The first word of a CSR's name is the given name and is left out. */
const ownSurnames = `own AS MATERIALIZED (
     SELECT s.csr_id, w.word FROM (SELECT DISTINCT csr_id FROM looks) s JOIN csr_users u USING (csr_id)
       LEFT JOIN csr_own_details d USING (csr_id),
       LATERAL (
         SELECT unnest((search_words(u.display_name))[2:]) AS word
         UNION SELECT unnest(search_words(x)) FROM unnest(d.other_surnames) x
         UNION SELECT unnest(search_words(n.surname)) FROM person_names n WHERE n.person_id = u.person_id) w
     WHERE length(w.word) > 2)`

/** Finds customers with the CSR's surname. Leaves out the CSR's own account, and surnames of more than `$most` customers. */
export const sameSurname = query<SameSurname>(
  'same-surname',
  `WITH ${looks}, ${ownSurnames}
   SELECT DISTINCT ON (o.record_entry_id) ${look}, ${aboutAccount}, n.person_id AS "person_id?", '{}'::jsonb AS "facts!"
   FROM looks o JOIN csr_users u ON u.csr_id = o.csr_id
   JOIN account_persons ap ON ap.account_id = o.account_id
   JOIN person_names n ON n.person_id = ap.person_id
   JOIN own ON own.csr_id = o.csr_id AND own.word = ANY (search_words(n.surname))
   WHERE NOT EXISTS (SELECT FROM account_persons me WHERE me.account_id = o.account_id AND me.person_id = u.person_id)
     AND (SELECT count(*) FROM (SELECT FROM person_names x
       WHERE lower(x.surname) COLLATE "C" = lower(n.surname) COLLATE "C" LIMIT $most::integer + 1) y) <= $most
   ORDER BY o.record_entry_id, ap.is_main_customer DESC, n.person_id`,
)

/** The premises where an account has service now. */
const premisesOf = (account: string) => `premises p JOIN service_points sp USING (premise_id)
         JOIN service_agreement_points USING (service_point_id) JOIN service_agreements sa USING (service_agreement_id)
         WHERE sa.account_id = ${account} AND sa.ended_on IS NULL`

/** Finds neighbors: the same street and postal code, at most `$numbers` house numbers apart. Leaves out the CSR's own account. */
export const sameAddress = query<SameAddress>(
  'same-address',
  `WITH ${looks},
   homes AS MATERIALIZED (
     SELECT s.csr_id, h.line1, left(h.postal_code, 5) AS postal_code
     FROM (SELECT DISTINCT csr_id FROM looks) s JOIN csr_users u USING (csr_id),
       LATERAL (
         SELECT d.line1, d.postal_code FROM csr_own_details d WHERE d.csr_id = s.csr_id AND d.line1 <> ''
         UNION SELECT p.line1, p.postal_code FROM account_persons ap, LATERAL (SELECT p.line1, p.postal_code FROM ${premisesOf('ap.account_id')}) p
           WHERE ap.person_id = u.person_id AND ap.is_financially_responsible) h)
   SELECT DISTINCT ON (o.record_entry_id) ${look}, ${aboutAccount}, ${mainCustomer} AS person_id,
     jsonb_build_object('number', abs(house_number(v.line1) - house_number(h.line1))) AS "facts!"
   FROM looks o JOIN csr_users u ON u.csr_id = o.csr_id
   JOIN homes h ON h.csr_id = o.csr_id
   JOIN LATERAL (SELECT p.line1, p.postal_code FROM ${premisesOf('o.account_id')}) v
     ON left(v.postal_code, 5) = h.postal_code AND street_of(v.line1) = street_of(h.line1)
       AND abs(house_number(v.line1) - house_number(h.line1)) <= $numbers::integer
   LEFT JOIN csr_own_details d ON d.csr_id = o.csr_id
   WHERE o.account_id <> ALL (COALESCE(d.account_ids, '{}'))
     AND NOT EXISTS (SELECT FROM account_persons me WHERE me.account_id = o.account_id AND me.person_id = u.person_id)
   ORDER BY o.record_entry_id, abs(house_number(v.line1) - house_number(h.line1))`,
)

const near = (at: string) =>
  `${at} >= o.at - make_interval(hours => $hours) AND ${at} <= o.at + make_interval(hours => $hours)`

/**
 * Finds looks without a cause: no contact, verified caller, task, to-do or alert of the CSR within the hours around the look. Runs when
 * the hours after the look have passed.
 */
export const unexplainedOpening = query<UnexplainedOpening>(
  'unexplained-opening',
  `WITH ${looks}
   SELECT ${look}, ${aboutAccount}, ${mainCustomer} AS person_id, jsonb_build_object('number', $hours::integer) AS "facts!"
   FROM looks o
   WHERE NOT EXISTS (SELECT FROM customer_contacts c WHERE c.account_id = o.account_id AND ${near('c.at')})
     AND NOT EXISTS (SELECT FROM caller_verifications v
       WHERE v.account_id = o.account_id AND v.grade <> 'none' AND ${near('v.verified_at')})
     AND NOT EXISTS (SELECT FROM self_service_tasks t WHERE t.account_id = o.account_id
       AND (NOT t.is_final AND t.created_at <= o.at OR ${near('t.created_at')} OR ${near('t.updated_at')}))
     AND NOT EXISTS (SELECT FROM to_dos d WHERE d.account_id = o.account_id AND d.completed_at IS NULL
       AND d.created_at <= o.at + make_interval(hours => $hours)
       AND (d.to_do_role <> 'security-officer' OR d.assigned_csr_id = o.csr_id))
     AND NOT EXISTS (SELECT FROM to_dos d WHERE d.account_id = o.account_id
       AND d.completed_at >= o.at - make_interval(hours => $hours) AND d.created_at <= o.at + make_interval(hours => $hours)
       AND (d.to_do_role <> 'security-officer' OR d.completed_by_csr_id = o.csr_id))`,
)

/** Finds CSRs who opened one account `$looks` times or more in the days before. Looks count if they are half an hour or more apart. */
export const repeatedLooks = query<RepeatedLooks>(
  'repeated-looks',
  `WITH ${looks}
   SELECT ${look}, ${aboutAccount}, ${mainCustomer} AS person_id,
     jsonb_build_object('number', n.looks, 'days', $days::integer) AS "facts!"
   FROM looks o, LATERAL (
     SELECT count(*) AS looks FROM (
       SELECT e.at - lag(e.at) OVER (ORDER BY e.at) AS pause FROM record_entries e
       WHERE e.account_id = o.account_id AND e.csr_id = o.csr_id AND e.at > o.at - make_interval(days => $days) AND e.at <= o.at
         AND ${isLook}) g
     WHERE g.pause IS NULL OR g.pause > interval '30 minutes') n
   WHERE n.looks >= $looks::integer`,
)

/** Finds looks outside office hours. Looks of one night, which ends at five in the morning, are one finding. */
export const afterHours = query<AfterHours>(
  'after-hours',
  `WITH ${looks}
   SELECT DISTINCT ON (o.csr_id, (z.local - interval '5 hours')::date) ${look},
     'night ' || (z.local - interval '5 hours')::date AS "about!", ${mainCustomer} AS person_id, '{}'::jsonb AS "facts!"
   FROM looks o, LATERAL (SELECT o.at AT TIME ZONE $timeZone::text AS local) z
   WHERE z.local::date = ANY ($holidays::date[]) OR NOT EXISTS (
     SELECT FROM jsonb_to_recordset($hours::jsonb) AS h (day integer, "from" integer, "to" integer)
     WHERE h.day = extract(isodow FROM z.local) AND extract(hour FROM z.local) * 60 + extract(minute FROM z.local) >= h.from
       AND extract(hour FROM z.local) * 60 + extract(minute FROM z.local) < h.to)
   ORDER BY o.csr_id, (z.local - interval '5 hours')::date, o.at`,
)
