import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { readDayOf } from './read-day.ts'
import { readUsageOf } from './read-usage.ts'
import { type AccountServicePoint, accountServicePoints } from './service-points.ts'
import * as taskTypes from './task-types.ts'

const handlers: HandlersOf<'readUsage' | 'readUsageDay'> = {
  readUsage: async ({ query }, { sql, grant: { accountId }, installation: { timeZone } }) => {
    const points = await accountServicePoints(sql, accountId)
    const { servicePointId, month, until } = query
    const point = chosenPoint(points, servicePointId)
    return {
      servicePoints: points.map(({ cover, ...rest }) => rest),
      chosen: point ? await readUsageOf(sql, point, { accountId, timeZone, month, until }) : null,
    }
  },

  readUsageDay: async ({ query }, { sql, grant: { accountId }, installation: { timeZone } }) => {
    const { servicePointId, date, step } = query
    const point = chosenPoint(await accountServicePoints(sql, accountId), servicePointId)
    return { chosen: point ? await readDayOf(sql, point, { date, step, timeZone }) : null }
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
  taskTypes,
})
