import { emptyRecord, seal } from '#features/the-record/record.fixture.ts'
import type { TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { detect } from './jobs.ts'

export type Look = {
  csrId?: string
  accountId: number
  /** When, as PostgreSQL reads it in `now() - interval`. */
  ago?: string
  at?: string
  event?: string
  action?: string
}

/** Writes a line of the record: a CSR opened an account, three hours ago where nothing else is said. */
export async function look(
  app: TestApp,
  { csrId = 'tom.becker', accountId, ago = '3 hours', ...more }: Look,
) {
  const { at = null, event = 'read', action = 'account:view' } = more
  await app.owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, account_id, ip_address, correlation_id, reason)
    VALUES (COALESCE(${at}::timestamptz, now() - ${ago}::interval), ${event}, ${action}, 'csr', ${csrId}, ${accountId},
      '198.51.100.7', gen_random_uuid(), ${event === 'refused' ? 'further-reason-required' : null})`
}

/** Seals the record, and lets every detector read it. */
export async function runDetectors(app: TestApp): Promise<void> {
  await seal(app)
  await detect.run({
    pool: app.database.worker,
    installation: testInstallation({ timeZone: 'America/Los_Angeles' }),
    signal: new AbortController().signal,
  })
}

/** What the detectors found, the oldest first. */
export const findings = (app: TestApp) => app.owner`
  SELECT f.to_do_id, f.detector, f.csr_id, f.account_id, f.person_id, f.about, f.times, f.facts FROM alert_findings f
  ORDER BY f.first_at, f.to_do_id`

/** Begins anew: no record, no alerts, no cursors, no choices. */
export async function beginAnew({ owner }: TestApp): Promise<void> {
  await emptyRecord(owner)
  await owner`TRUNCATE detector_cursors, detector_mutes, canary_customers, csr_own_details`
  await owner`DELETE FROM to_dos`
  await owner`DELETE FROM customer_contacts`
  await owner`DELETE FROM self_service_tasks`
  await owner`DELETE FROM setting_versions WHERE setting LIKE 'detectors.%'`
}

/** Saves a setting, as a new version. */
export const setting = ({ owner }: TestApp, name: string, value: unknown) => owner`
  INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
  SELECT ${name}, '', COALESCE(max(version), 0) + 1, ${owner.json(value as never)}, 'kenji.sato', now()
  FROM setting_versions WHERE setting = ${name}`
