import type { PremiseInUse } from '../accounts/account.ts'
import type { DemoContext } from '../demo-context.ts'

/** The months of usage of a premise's service points, as far as a service agreement covers a day of them. */
export function addUsage({ rows }: DemoContext, { premise, shapes }: PremiseInUse): void {
  for (const { servicePointId, from, to } of premise.points) {
    const shape = shapes.get(servicePointId)
    if (!shape || from === undefined || to === undefined) continue
    for (const { first, last, cells } of shape.months) {
      if (last >= from && first <= to) rows.addUsage(servicePointId, cells)
    }
  }
}
