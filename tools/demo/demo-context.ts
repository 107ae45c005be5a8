import type { DemoOptions } from './demo-options.ts'
import type { DemoWindow } from './demo-window.ts'
import type { DemoRandom } from './random.ts'
import type { Ids } from './rows/ids.ts'
import type { Rows } from './rows/rows.ts'
import type { TaskTimeline } from './tasks/task-timeline.ts'
import type { LoadShapes } from './usage/load-shapes.ts'

/** Passed to every function that makes rows. */
export type DemoContext = {
  readonly options: DemoOptions
  readonly random: DemoRandom
  readonly ids: Ids
  readonly rows: Rows
  readonly window: DemoWindow
  readonly shapes: LoadShapes
  readonly timeline: TaskTimeline
  readonly passwordHash: string
}

/** How many people have bills and usage: the first ones. */
export const BILLED_PEOPLE = 20_000

export function isBilled({ ids }: DemoContext): boolean {
  return ids.count('persons') <= BILLED_PEOPLE
}
