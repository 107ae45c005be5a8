import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { exportUsage } from './export/export-usage.ts'
import { serveUsageDownload } from './export/serve-usage-download.ts'
import { readDayOf } from './read-day.ts'
import { readUsageOf } from './read-usage.ts'
import { type AccountServicePoint, accountServicePoints } from './service-points.ts'
import * as taskTypes from './task-types.ts'

const handlers: HandlersOf<'readUsage' | 'readUsageDay' | 'exportUsage'> = {
  readUsage: async ({ query }, { sql, grant, subject, installation: { timeZone } }) => {
    const { accountId } = grant
    const points = await accountServicePoints(sql, accountId)
    const { servicePointId, month, until } = query
    const point = chosenPoint(points, servicePointId)
    return {
      may: answers(grant.actor, subject, 'usage:download'),
      servicePoints: points.map(({ cover, ...rest }) => rest),
      chosen: point ? await readUsageOf(sql, point, { accountId, timeZone, month, until }) : null,
    }
  },

  readUsageDay: async ({ query }, { sql, grant: { accountId }, installation: { timeZone } }) => {
    const { servicePointId, date, step } = query
    const point = chosenPoint(await accountServicePoints(sql, accountId), servicePointId)
    return { chosen: point ? await readDayOf(sql, point, { date, step, timeZone }) : null }
  },

  exportUsage: async ({ query }, { sql, grant: { accountId }, installation }) => {
    const { servicePointId, format, from, until } = query
    const point = chosenPoint(await accountServicePoints(sql, accountId), servicePointId)
    if (!point) throw new Refusal('not-found')
    const { timeZone, utilityName: title } = installation
    const part = await exportUsage(sql, point, { ...query, timeZone, title, now: new Date().toISOString() })
    return { ...part, fileName: `usage-${point.serviceType}-${from}-${until}.${format}` }
  },
}

/** Returns the service point that a page names, or else the first one with readings. Refuses one of another account. */
function chosenPoint(points: readonly AccountServicePoint[], servicePointId: number | undefined) {
  if (servicePointId === undefined) return points.find(({ hasReadings }) => hasReadings) ?? points[0]
  const point = points.find((one) => one.servicePointId === servicePointId)
  if (!point) throw new Refusal('not-found')
  return point
}

export const usage = feature({
  handlers,
  doors: [serveUsageDownload],
  taskTypes,
})
