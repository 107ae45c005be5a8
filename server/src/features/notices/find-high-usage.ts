import { noticeSettings } from '@porchlight/contract/notice-settings.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { readHistory } from '#features/usage/index.ts'
import { type JobWork, job } from '#worker/job.ts'
import { addUsageNotice, claimUsageChecks, pointForUsageCheck } from './queries.ts'
import { highUse } from './rules.ts'

const most = 100

/** Compares the newest day of a service point with the usual, and notes it where it is far above. */
async function check({ grant, installation }: JobWork<'find-high-usage'>, sql: Sql, servicePointId: number) {
  const { timeZone } = installation
  const point = await pointForUsageCheck.first(sql, { servicePointId, timeZone })
  if (!point) return
  const { accountId, serviceType, startedOn, months, notBefore, setPercent } = point
  const cover = [{ from: startedOn, until: null }]
  const { delivered } = await readHistory(sql, { servicePointId, cover, timeZone }, months)
  const days = delivered.map(({ date, total, readings, expected }) => ({
    date,
    total,
    isWhole: readings >= expected,
  }))
  const high = highUse(days, notBefore)
  const { value, default: shipped } = noticeSettings['notices.high-usage-percent']
  if (!high || high.percent < (value.safeParse(setPercent).data ?? shipped)) return
  await addUsageNotice(sql, grant, {
    accountId,
    servicePointId,
    day: high.day,
    details: { service: serviceType, day: high.day, percent: high.percent },
  })
}

/** Looks at the service points that have new readings. */
export const findHighUsage = job({
  name: 'find-high-usage',
  everyMs: 10 * 60_000,
  run: async (work) => {
    while (!work.signal.aborted) {
      const checked = await inTransaction(
        work.pool,
        (sql) => claimUsageChecks(sql, work.grant, { most }),
        async (sql, claimed) => {
          for (const { servicePointId } of claimed) await check(work, sql, servicePointId)
          return claimed.length
        },
      )
      if (checked < most) return
    }
  },
})
