import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { readUsageOf } from './read-usage.ts'
import { accountServicePoints } from './service-points.ts'
import * as taskTypes from './task-types.ts'

const handlers: HandlersOf<'readUsage'> = {
  readUsage: async ({ query }, { sql, grant: { accountId }, installation: { timeZone } }) => {
    const points = await accountServicePoints(sql, accountId)
    const { servicePointId, month, until } = query
    const point =
      servicePointId === undefined
        ? (points.find(({ hasReadings }) => hasReadings) ?? points[0])
        : points.find((one) => one.servicePointId === servicePointId)
    if (servicePointId !== undefined && !point) throw new Refusal('not-found')
    return {
      servicePoints: points.map(({ cover, ...rest }) => rest),
      chosen: point ? await readUsageOf(sql, point, { accountId, timeZone, month, until }) : null,
    }
  },
}

export const usage = feature({
  handlers,
  taskTypes,
})
