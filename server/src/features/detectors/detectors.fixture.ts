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

/** Writes a line of the record: a CSR opened an account, by default three hours ago. */
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
export async function runDetectors(app: Pick<TestApp, 'database' | 'owner'>): Promise<void> {
  await seal(app)
  await detect.run({
    pool: app.database.worker,
    installation: testInstallation({ timeZone: 'America/Los_Angeles' }),
    signal: new AbortController().signal,
  })
}

/** Returns the findings of the detectors, oldest first. */
export const findings = (app: TestApp) => app.owner`
  SELECT f.to_do_id, f.detector, f.csr_id, f.account_id, f.person_id, f.about, f.times, f.facts FROM alert_findings f
  ORDER BY f.first_at, f.to_do_id`

/** Deletes the record, to-dos, contacts, tasks, and all that the detectors keep. */
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

/** Writes an alert of a detector about Tom and an account, as the detector raises it. Returns the alert's number. */
export async function raised({ owner }: TestApp, detector: string, accountId: number): Promise<number> {
  const finding = [
    {
      detector,
      priority: 1,
      csr_id: 'tom.becker',
      about: String(accountId),
      account_id: accountId,
      person_id: null,
      record_entry_id: 1,
      at: new Date().toISOString(),
      facts: {},
    },
  ]
  await owner`SELECT raise_findings(${owner.json(finding)})`
  const [row] = await owner`SELECT max(to_do_id) AS id FROM to_dos WHERE subject = ${detector}`
  return Number(row?.id)
}

/** Performs every action of a security officer on a canary, a mute and two alerts of an account, with this reason. */
export async function reviewed(app: TestApp, accountId: number, reason: string): Promise<void> {
  const kenji = await app.asCsr('kenji.sato')
  await kenji.api.markCanary({ body: { canaryAccountId: accountId, reason } })
  const [canary, surname] = [
    await raised(app, 'canary-opened', accountId),
    await raised(app, 'same-surname', accountId),
  ]
  await kenji.api.muteAlert({ params: { toDoId: surname }, body: { reason } })
  for (const toDoId of [canary, surname]) {
    await kenji.api.takeAlert({ params: { toDoId } })
    await kenji.api.handOverAlert({ params: { toDoId }, body: { toCsrId: 'kenji.sato' } })
    await kenji.api.settleAlert({ params: { toDoId }, body: { outcome: 'explained', reason } })
  }
  const { mutes, canaries } = await kenji.api.readDetectors()
  for (const { detectorMuteId } of mutes) await kenji.api.endMute({ body: { detectorMuteId, reason } })
  for (const { canaryId } of canaries) await kenji.api.endCanary({ body: { canaryId, reason } })
}
