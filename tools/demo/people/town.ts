import type { DemoContext } from '../demo-context.ts'
import type { Weight } from '../random.ts'
import { addFirm, addOddity, addSmallLandlord, addTenantAfterTenant, addVacated } from './firm.ts'
import { addCouple, addFamily, addSingle, type Made } from './household.ts'

const ways: readonly Weight<(ctx: DemoContext, nth: number) => Made>[] = [
  [addSingle, 56],
  [addCouple, 15],
  [addFamily, 7],
  [addFirm, 11],
  [addTenantAfterTenant, 4],
  [addVacated, 2],
  [addOddity, 4],
  [addSmallLandlord, 1],
]

/** The town's households and firms, one after the other, until there are so many people. */
export function* townOfPeople(ctx: DemoContext): Generator<Made> {
  let [firms, oddities] = [0, 0]
  while (ctx.ids.count('persons') < ctx.options.people) {
    const way = ctx.random.weighted(ways)
    if (way === addFirm) yield addFirm(ctx, firms++)
    else if (way === addOddity) yield addOddity(ctx, oddities++)
    else yield way(ctx, 0)
  }
}
