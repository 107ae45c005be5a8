import type { Pool } from '#database/sql.ts'
import { placeName, type RecordPlace } from '#features/the-record/index.ts'
import type { Grant } from '#policy/grant.ts'
import { checkpointAge, isAlertRaised, mailPlaces, placesOfRecord, raiseRecordAlert } from './queries.ts'

/** How long a place may lack a checkpoint before the security officer is alerted, in seconds. */
const graceSeconds = 3_600
/** Of a daily mail: a day and two hours. */
export const mailGraceSeconds = 26 * 3_600

/**
 * Alerts the security officer where no checkpoint is kept outside the database, where a place has lacked one for an hour, and where a
 * witness refused one. Each is raised once a week, so that an alert that was closed does not come back at once.
 */
export async function alertOfPlaces(
  pool: Pool,
  grant: Grant<'job:verify-record'>,
  places: readonly RecordPlace[],
): Promise<void> {
  const mails = await mailPlaces(pool, {})
  const states = await placesOfRecord(pool, {
    places: [...places.map(placeName), ...mails.map(({ place }) => place)],
    graceSeconds: [...places.map(() => graceSeconds), ...mails.map(() => mailGraceSeconds)],
  })
  const refused = states.filter(({ isRefused }) => isRefused)
  if (refused.length > 0) await raiseOnce(pool, grant, 'record-witness-refused', refused)
  const behind = states.filter(({ isCurrent }) => !isCurrent)
  const { isOld } = await checkpointAge.one(pool, {})
  if (!isOld) return
  if (states.length === 0) await raiseOnce(pool, grant, 'record-not-kept-elsewhere', [])
  if (behind.length > 0) await raiseOnce(pool, grant, 'record-place-behind', behind)
}

async function raiseOnce(
  pool: Pool,
  grant: Grant<'job:verify-record'>,
  subject: string,
  about: readonly { place: string; size: number }[],
): Promise<void> {
  if ((await isAlertRaised.one(pool, { subject })).isRaised) return
  const details = Object.fromEntries(about.map(({ place, size }) => [place, size]))
  await raiseRecordAlert(pool, grant, { subject, details: JSON.stringify(details) })
}
