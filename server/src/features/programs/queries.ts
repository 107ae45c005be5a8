import { command, query } from '#database/query.ts'
import type {
  EndProgram,
  ProgramRows,
  ProgramSettingRows,
  RecordProgramEnded,
  SaveProgram,
  SetPaperless,
  SwitchPaperless,
} from './queries.generated.ts'

/** The rules of the programs; null where nobody changed a setting. */
export const programSettingRows = query<ProgramSettingRows>(
  'program-setting-rows',
  `SELECT n AS "setting!", COALESCE(setting_value(n), setting_value(n, $locale::text)) AS value FROM unnest($names::text[]) n`,
)

/** An account with its bills of thirteen months and each time that it was in a program, newest first. */
export const programRows = query<ProgramRows>(
  'program-rows',
  `SELECT a.status, d.today AS "today!",
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
