import type { Sql } from '#database/sql.ts'
import { usagePoints } from './queries.ts'
import type { DayTotal } from './rules.ts'

/** The days of one service agreement, both ends counted; `until` null: it still runs. `YYYY-MM-DD`. */
export type Cover = { from: string; until: string | null }

/** Returns only the days that an account had the service: a tenant never sees what the one before or after used. */
export function coveredDays(days: readonly DayTotal[], cover: readonly Cover[]): DayTotal[] {
  return days.filter(({ date }) => isCovered(date, cover))
}

/** Returns whether the account had the service on a day. */
export function isCovered(date: string, cover: readonly Cover[]): boolean {
  return cover.some(({ from, until }) => from <= date && (until === null || date <= until))
}

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
export const isService = (text: string): text is ServiceType => services.includes(text)

/** Returns the service points of an account: those it still has first, then by service and address. */
export async function accountServicePoints(sql: Sql, accountId: number): Promise<AccountServicePoint[]> {
  const points = new Map<number, AccountServicePoint>()
  for (const row of await usagePoints(sql, { accountId })) {
    const { servicePointId, serviceType, address, hasReadings, startedOn, endedOn } = row
    if (!isService(serviceType)) continue
    const cover = { from: startedOn, until: endedOn }
    const point = points.get(servicePointId)
    if (point) {
      point.cover.push(cover)
      point.hasReadings ||= hasReadings
    } else points.set(servicePointId, { servicePointId, serviceType, address, hasReadings, cover: [cover] })
  }
  return [...points.values()]
}
