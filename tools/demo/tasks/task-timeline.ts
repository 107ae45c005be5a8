import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { DemoWindow } from '../demo-window.ts'
import { firstIds } from '../rows/ids.ts'

/** Number of days that the history covers. */
export const HISTORY_DAYS = 90

/**
 * Hands out task ids that grow with the tasks' time, though the tasks are made household by household: each day has a stretch
 * of ids of its own, and within the day a later id is a later hour.
 */
export class TaskTimeline {
  readonly #made = new Map<CalendarDay, number>()
  readonly #first: CalendarDay
  readonly #perDay: number
  readonly #seconds: number

  constructor(window: DemoWindow, people: number) {
    this.#first = window.today - HISTORY_DAYS - 1
    this.#perDay = 1000 + people
    this.#seconds = 40_000 / (10 + people / 30)
  }

  next(day: CalendarDay): { taskId: number; seconds: number } {
    const made = this.#made.get(day) ?? 0
    this.#made.set(day, made + 1)
    if (made >= this.#perDay || day < this.#first) throw new RangeError('the day has no more task ids')
    const seconds = Math.min(79_000, 25_000 + Math.floor(made * this.#seconds))
    return { taskId: firstIds.self_service_tasks + (day - this.#first) * this.#perDay + made, seconds }
  }

  get count(): number {
    return [...this.#made.values()].reduce((sum, made) => sum + made, 0)
  }
}
