import {
  addMonths,
  type CalendarDay,
  firstDayOfMonth,
} from '@porchlight/server/features/usage/calendar-day.ts'
import { packMonths } from '@porchlight/server/features/usage/pack-months.ts'
import type { SlotRun } from '@porchlight/server/features/usage/slot-run.ts'
import type { Home, ServiceType } from '../accounts/home.ts'
import type { DemoWindow } from '../demo-window.ts'
import type { DemoRandom } from '../random.ts'
import { gasUsage } from './gas-shapes.ts'
import { homeUsage } from './home-shapes.ts'
import { hourGrid } from './hour-grid.ts'
import { usageCells } from './usage-cells.ts'
import { waterUsage } from './water-shapes.ts'

/** A month as a row holds it, the columns after the service point encoded already. */
export type ShapeMonth = {
  channel: 'delivered' | 'received'
  first: CalendarDay
  last: CalendarDay
  cells: Buffer
}

/** Two years of one meter: its months, and what each day of the window sums to (Wh, mL). */
export type LoadShape = {
  months: readonly ShapeMonth[]
  delivered: Float64Array
  received: Float64Array | undefined
}

/**
 * So many different meters of each service; homes of the same kind share them once they are made. A shape costs 3 ms, its
 * copy nothing: this keeps a demo of any size fast, and its memory constant.
 */
const MOST: Record<ServiceType, number> = { electricity: 550, gas: 150, water: 100 }

/** Makes load shapes, and gives them again to homes of the same kind once there are enough. */
export class LoadShapes {
  readonly #made = { electricity: 0, gas: 0, water: 0 }
  readonly #known = new Map<string, LoadShape[]>()

  constructor(readonly window: DemoWindow) {}

  shapeFor(random: DemoRandom, service: ServiceType, home: Home): LoadShape {
    const electric = service === 'electricity'
    const details = electric ? [home.solar, home.electricCar, home.electricHeating] : []
    const key = [service, home.kind, home.town.division, ...details].join()
    const shapes = this.#known.get(key) ?? []
    this.#known.set(key, shapes)
    if (this.#made[service] >= MOST[service] && shapes.length > 0) return random.pick(shapes)
    this.#made[service] += 1
    const made = this.#make(service, home, random.whole(1, 2_000_000_000), random)
    shapes.push(made)
    return made
  }

  #make(service: ServiceType, home: Home, seed: number, random: DemoRandom): LoadShape {
    const { clock, firstDay, today, timeZone } = this.window
    const from = clock.startOfDay(firstDay)
    const to = clock.startOfDay(today)
    const gap = random.chance(0.06) ? [gapWithin(random, from, to)] : []
    const { kind, solar, electricCar, electricHeating } = home
    const options = { seed, climate: home.town.climate, from, to, timeZone, kind, gap }
    if (service === 'gas') return this.#shape(gasUsage({ ...options, intervalMinutes: 1440 }), undefined)
    if (service === 'water') return this.#shape(waterUsage(options), undefined)
    const usage = homeUsage({ ...options, solar, electricCar, electricHeating })
    return this.#shape(usage.delivered, usage.received)
  }

  #shape(delivered: SlotRun, received: SlotRun | undefined): LoadShape {
    return {
      months: [
        ...this.#months('delivered', delivered),
        ...(received ? this.#months('received', received) : []),
      ],
      delivered: this.#days(delivered),
      received: received && this.#days(received),
    }
  }

  #months(channel: ShapeMonth['channel'], run: SlotRun): ShapeMonth[] {
    return packMonths({ servicePointId: '', channel }, run, this.window.timeZone).map((month) => {
      const first = firstDayOfMonth(month.month)
      const last = firstDayOfMonth(addMonths(month.month, 1)) - 1
      return { channel, first, last, cells: usageCells({ ...month, first }) }
    })
  }

  #days({ values, intervalMinutes }: SlotRun): Float64Array {
    const { clock, firstDay, today, timeZone } = this.window
    const days = new Float64Array(today - firstDay)
    const grid = hourGrid(clock.startOfDay(firstDay), clock.startOfDay(today), timeZone)
    for (let slot = 0; slot < values.length; slot += 1) {
      const day = intervalMinutes === 60 ? (grid.day[slot] ?? 0) : slot
      days[day] = (days[day] ?? 0) + (values[slot] ?? 0)
    }
    return days
  }
}

/** Makes a gap of some hours or days in a meter's readings. */
function gapWithin(random: DemoRandom, from: number, to: number) {
  const start = from + random.whole(1, Math.floor((to - from) / 3600) - 80) * 3600
  return { from: start, to: start + random.whole(2, 72) * 3600 }
}

/** Returns what was measured from a day to another, both in, base unit. */
export function sumOfDays(
  days: Float64Array,
  window: DemoWindow,
  from: CalendarDay,
  to: CalendarDay,
): number {
  let sum = 0
  const last = Math.min(to - window.firstDay, days.length - 1)
  for (let index = Math.max(0, from - window.firstDay); index <= last; index += 1) sum += days[index] ?? 0
  return sum
}
