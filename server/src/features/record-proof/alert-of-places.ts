import type { Pool } from '#database/sql.ts'
import { placeName, type RecordPlace } from '#features/the-record/index.ts'
import type { Grant } from '#policy/grant.ts'
import { placeAlertState, placesOfRecord, raiseRecordAlert } from './queries.ts'

/** How long a place may lack a checkpoint before the security officer is alerted, in seconds. */
const graceSeconds = 3_600

/**
 * Alerts the security officer where no checkpoint is kept outside the database, and where a place has lacked one for an hour. Each is
 * raised once a week, so that an alert that was closed does not come back at once.
 */
export async function alertOfPlaces(
  pool: Pool,
  grant: Grant<'job:verify-record'>,
  places: readonly RecordPlace[],
): Promise<void> {
  const behind = (
    await placesOfRecord(pool, {
      places: places.map(placeName),
      graceSeconds: places.map(() => graceSeconds),
    })
  ).filter(({ isCurrent }) => !isCurrent)
  if (places.length > 0 && behind.length === 0) return
  const subject = places.length === 0 ? 'record-not-kept-elsewhere' : 'record-place-behind'
  const { isOld, isRaised } = await placeAlertState.one(pool, { subject })
  if (!isOld || isRaised) return
  const details = Object.fromEntries(behind.map(({ place, size }) => [place, size]))
  await raiseRecordAlert(pool, grant, { subject, details: JSON.stringify(details) })
}
