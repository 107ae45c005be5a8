import { command, query } from '#database/query.ts'
import type {
  AccountPrograms,
  ActiveAgreements,
  AskerOf,
  BudgetsToSettle,
  EndProgram,
  EnrollAccounts,
  FinishPrograms,
  ProgramRows,
  RecordProgramEnded,
  RenewBudget,
  RequestsToEnroll,
  SaveProgram,
  SetPaperless,
  SettleBudget,
  SwitchPaperless,
} from './queries.generated.ts'

/**
 * An account with its bills of thirteen months and each time that it was in a program, newest first; the payments since what is agreed
 * now; and the rules, null where nobody changed one.
 */
export const programRows = query<ProgramRows>(
  'program-rows',
  `SELECT a.status, a.is_paperless, d.today AS "today!",
     (SELECT max(payment_id) FROM payments y WHERE y.account_id = a.account_id) AS last_payment_id,
     COALESCE((SELECT jsonb_agg(jsonb_build_object('paymentId', y.payment_id, 'receivedOn', y.received_on,
         'amountCents', y.amount_cents))
       FROM payments y WHERE y.account_id = a.account_id AND y.received_on >= (
         SELECT min(p.started_on) FROM account_programs p WHERE p.account_id = a.account_id AND p.state = 'active'
           AND p.program IN ('payment-extension', 'payment-arrangement'))), '[]') AS "payments!",
     COALESCE((SELECT jsonb_object_agg(n, COALESCE(setting_value(n), setting_value(n, $locale::text)))
       FROM unnest($names::text[]) n), '{}') AS "settings!",
     COALESCE((SELECT jsonb_agg(jsonb_build_object('billDate', b.bill_date, 'dueDate', b.due_date,
         'chargesCents', b.charges_cents) ORDER BY b.bill_date DESC, b.bill_id DESC)
       FROM bills b WHERE b.account_id = a.account_id AND b.bill_date > d.today - interval '13 months'), '[]') AS "bills!",
     COALESCE((SELECT jsonb_agg(jsonb_build_object('program', p.program, 'state', p.state, 'terms', p.terms,
         'startedOn', p.started_on, 'changedOn', p.changed_on, 'endedOn', p.ended_on, 'version', p.version)
         ORDER BY p.version DESC)
       FROM account_programs p WHERE p.account_id = a.account_id), '[]') AS "rows!"
   FROM accounts a CROSS JOIN (SELECT (current_instant() AT TIME ZONE $timeZone::text)::date AS today) d
   WHERE a.account_id = $accountId`,
)

/**
 * Enrolls the account, or agrees other terms. Returns no row where the version is stale: another request was first.
 */
export const saveProgram = command<SaveProgram, 'program:change'>(
  'save-program',
  `INSERT INTO account_programs AS p (account_id, program, state, terms, started_on, changed_on, version)
   SELECT $accountId, $program, 'active', $terms, $today, $today, before.version + 1
   FROM (SELECT COALESCE(max(version), 0) AS version FROM account_programs
     WHERE account_id = $accountId AND program = $program) before
   WHERE before.version = $version
   ON CONFLICT (account_id, program) WHERE state = 'active'
     DO UPDATE SET terms = EXCLUDED.terms, changed_on = EXCLUDED.changed_on, version = EXCLUDED.version
     WHERE p.version = $version
   RETURNING version`,
)

/** Takes the account out of a program. Returns no row where it is not in it by this version. */
export const endProgram = command<EndProgram, 'program:change'>(
  'end-program',
  `UPDATE account_programs SET state = 'withdrawn', ended_on = $today, version = version + 1
   WHERE account_id = $accountId AND program = $program AND state = 'active' AND version = $version
   RETURNING version`,
)

/** Keeps that the account left a program into which the CIS had put it, without terms of ours. */
export const recordProgramEnded = command<RecordProgramEnded, 'program:change'>(
  'record-program-ended',
  `INSERT INTO account_programs (account_id, program, state, terms, started_on, changed_on, ended_on, version)
   SELECT $accountId, $program, 'withdrawn', $terms, $today, $today, $today, $version::integer + 1
   WHERE NOT EXISTS (SELECT 1 FROM account_programs
     WHERE account_id = $accountId AND program = $program AND version > $version::integer)
   RETURNING version`,
)

/** Switches paper bills of one account off or on, in the customer's own request. */
export const switchPaperless = command<SwitchPaperless, 'program:change'>(
  'switch-paperless',
  'UPDATE accounts SET is_paperless = $isOn, version = version + 1 WHERE account_id = $accountId',
)

export const setPaperlessOf = command<SetPaperless, 'job:work-tasks'>(
  'set-paperless',
  `UPDATE accounts a SET is_paperless = t.after, version = version + 1
   FROM (
     SELECT DISTINCT ON ("accountId") "accountId" AS account_id, after
     FROM jsonb_to_recordset($tasks::jsonb) AS given ("accountId" bigint, after boolean, "taskId" bigint)
     ORDER BY "accountId", "taskId" DESC) t
   WHERE a.account_id = t.account_id RETURNING a.account_id`,
)

/** What requests that staff approved are about: the account as it is now, and the customer who asked. */
export const requestsToEnroll = query<RequestsToEnroll>(
  'requests-to-enroll',
  `SELECT g."taskId" AS "task_id!", a.account_id, a.balance_cents, d.today AS "today!",
     (SELECT max(payment_id) FROM payments y WHERE y.account_id = a.account_id) AS last_payment_id,
     COALESCE(setting_value('programs.arrangement-first-days')::integer, $firstDays::integer) AS "first_days!",
     EXISTS (SELECT 1 FROM account_programs p WHERE p.account_id = a.account_id AND p.program = $program
       AND p.state = 'active') AS "is_active!",
     EXISTS (SELECT 1 FROM account_programs p WHERE p.account_id = a.account_id AND p.state = 'active'
       AND p.program <> $program AND p.program IN ('payment-extension', 'payment-arrangement')) AS "has_other!",
     w.email AS "email?", w.locale AS "locale?", full_name(n.given_name, n.surname, n.organisation_name) AS "display_name?"
   FROM jsonb_to_recordset($about::jsonb) AS g ("taskId" bigint, "accountId" bigint, "selfServiceUserId" bigint)
   JOIN accounts a ON a.account_id = g."accountId"
   CROSS JOIN (SELECT (current_instant() AT TIME ZONE $timeZone::text)::date AS today) d
   LEFT JOIN web_users w ON w.web_user_id = g."selfServiceUserId" AND w.is_active
   LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'`,
)

/** Enrolls accounts, changes what is agreed, or takes them out (\`terms\` null). The newest request of an account is the one that holds. */
export const enrollAccounts = command<EnrollAccounts, 'job:work-tasks'>(
  'enroll-accounts',
  `WITH given AS (
     SELECT DISTINCT ON ("accountId") "accountId" AS account_id, NULLIF(terms, 'null') AS terms, today
     FROM jsonb_to_recordset($given::jsonb) AS g ("taskId" bigint, "accountId" bigint, today date, terms jsonb)
     ORDER BY "accountId", "taskId" DESC),
   ended AS (
     UPDATE account_programs p SET state = 'withdrawn', ended_on = g.today, version = p.version + 1
     FROM given g WHERE g.terms IS NULL AND p.account_id = g.account_id AND p.program = $program AND p.state = 'active')
   INSERT INTO account_programs AS p (account_id, program, state, terms, started_on, changed_on, version)
   SELECT g.account_id, $program, 'active', g.terms, g.today, g.today, COALESCE((SELECT max(e.version)
     FROM account_programs e WHERE e.account_id = g.account_id AND e.program = $program), 0) + 1
   FROM given g WHERE g.terms IS NOT NULL
   ON CONFLICT (account_id, program) WHERE state = 'active'
     DO UPDATE SET terms = EXCLUDED.terms, changed_on = EXCLUDED.changed_on, version = p.version + 1`,
)

/** Agreements to pay that are active, with what was paid since. A page of them in the order of their keys. */
export const activeAgreements = query<ActiveAgreements>(
  'active-agreements',
  `SELECT p.account_program_id, p.program, p.terms, p.version, d.today AS "today!",
     setting_value('programs.arrangement-late-days') AS grace_days,
     COALESCE((SELECT sum(y.amount_cents) FROM payments y
       WHERE y.account_id = p.account_id AND y.received_on >= p.started_on
         AND y.payment_id > COALESCE((p.terms ->> 'afterPaymentId')::bigint, 0)), 0)::bigint AS "paid_cents!"
   FROM account_programs p CROSS JOIN (SELECT (current_instant() AT TIME ZONE $timeZone::text)::date AS today) d
   WHERE p.state = 'active' AND p.program IN ('payment-extension', 'payment-arrangement')
     AND p.account_program_id > $after::bigint
   ORDER BY p.account_program_id LIMIT $most`,
)

/** Ends agreements that nobody changed since they were read. */
export const finishPrograms = command<FinishPrograms, 'job:end-programs'>(
  'finish-programs',
  `UPDATE account_programs p SET state = e.state, ended_on = e.today, version = p.version + 1
   FROM jsonb_to_recordset($ended::jsonb) AS e ("accountProgramId" bigint, version integer, state text, today date)
   WHERE p.account_program_id = e."accountProgramId" AND p.version = e.version AND p.state = 'active'
   RETURNING p.account_id, p.program, p.state`,
)

/** The newest row of each program of an account (of a year, where it is over), and its newest completed request, for the desk. */
export const accountPrograms = query<AccountPrograms>(
  'account-programs',
  `SELECT n.program AS "program!", p.state AS "state?", p.terms AS "terms?", p.changed_on AS "changed_on?", p.ended_on,
     t.task_id AS "task_id?", t.made_by AS "made_by?", t.asked_at AS "asked_at?"
   FROM unnest($programs::text[]) AS n (program)
   LEFT JOIN LATERAL (
     SELECT state, terms, changed_on, ended_on FROM account_programs
     WHERE account_id = $accountId AND program = n.program
       AND (ended_on IS NULL OR ended_on > current_instant()::date - interval '1 year')
     ORDER BY version DESC LIMIT 1) p ON true
   LEFT JOIN LATERAL (
     SELECT self_service_task_id AS task_id, web_user_id AS made_by, created_at AS asked_at FROM self_service_tasks
     WHERE account_id = $accountId AND task_type = n.program AND state = 'completed'
     ORDER BY self_service_task_id DESC LIMIT 1) t ON true`,
)

/** The customer of the newest completed request for a program, who still has the account. */
export const askerOf = query<AskerOf>(
  'asker-of',
  `SELECT t.self_service_task_id AS task_id, w.email, w.locale,
     full_name(n.given_name, n.surname, n.organisation_name) AS "display_name?"
   FROM self_service_tasks t JOIN web_users w ON w.web_user_id = t.self_service_user_id AND w.is_active
   JOIN web_user_accounts l ON l.web_user_id = w.web_user_id AND l.account_id = t.account_id AND l.is_active
   LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE t.account_id = $accountId AND t.task_type = $program AND t.state IN ('completed', 'processing')
   ORDER BY t.self_service_task_id DESC LIMIT 1`,
)

/** Enrollments in budget billing whose year is over, each with the bills of that year, locked. */
export const budgetsToSettle = query<BudgetsToSettle>(
  'budgets-to-settle',
  `SELECT p.account_program_id, p.account_id, p.started_on, p.terms, p.version, a.currency, a.status = 'closed' AS "is_closed!",
     COALESCE((SELECT jsonb_agg(jsonb_build_object('billDate', b.bill_date, 'chargesCents', b.charges_cents)
         ORDER BY b.bill_date, b.bill_id)
       FROM bills b WHERE b.account_id = p.account_id AND b.bill_date > p.started_on
         AND b.bill_date <= p.started_on + interval '1 year'), '[]') AS "bills!"
   FROM account_programs p JOIN accounts a USING (account_id)
   WHERE p.program = 'budget-billing' AND p.state = 'active'
     AND p.started_on + interval '1 year' <= (current_instant() AT TIME ZONE $timeZone::text)::date
   ORDER BY p.account_program_id LIMIT $most FOR UPDATE OF p SKIP LOCKED`,
)

/** Ends a year of budget billing that nobody changed since it was read. */
export const settleBudget = command<SettleBudget, 'job:settle-budgets'>(
  'settle-budget',
  `UPDATE account_programs SET state = 'completed', terms = $terms, ended_on = $until::date, version = version + 1
   WHERE account_program_id = $accountProgramId AND version = $version AND state = 'active' RETURNING account_id`,
)

export const renewBudget = command<RenewBudget, 'job:settle-budgets'>(
  'renew-budget',
  `INSERT INTO account_programs (account_id, program, state, terms, started_on, changed_on, version)
   VALUES ($accountId, 'budget-billing', 'active', $terms, $until::date, $until::date, $newVersion)`,
)
