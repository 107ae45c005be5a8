import type { Sql } from '#database/sql.ts'
import type { Cover } from './covered-days.ts'
import { usagePoints } from './queries.ts'

export type ServiceType = 'electricity' | 'gas' | 'water'

/** A service point of an account, with the days that the account has or had it. */
export type AccountServicePoint = {
  servicePointId: number
  serviceType: ServiceType
  address: string
  hasReadings: boolean
  cover: Cover[]
}

const services: readonly string[] = ['electricity', 'gas', 'water'] satisfies ServiceType[]
const isService = (text: string): text is ServiceType => services.includes(text)

/** The service points of an account: those it still has first, then by service and address. */
export async function accountServicePoints(sql: Sql, accountId: number): Promise<AccountServicePoint[]> {
  const points = new Map<number, AccountServicePoint>()
  for (const row of await usagePoints(sql, { accountId })) {
    const { servicePointId, serviceType, address, hasReadings, startedOn, endedOn } = row
    if (!isService(serviceType)) continue
    const cover = { from: startedOn, until: endedOn }
    const known = points.get(servicePointId)
    if (known) {
      known.cover.push(cover)
      known.hasReadings ||= hasReadings
    } else points.set(servicePointId, { servicePointId, serviceType, address, hasReadings, cover: [cover] })
  }
  return [...points.values()]
}
