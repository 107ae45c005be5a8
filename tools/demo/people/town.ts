import type { PremiseInUse } from '../accounts/account.ts'
import { addPayments } from '../bills/payment-rows.ts'
import type { DemoContext } from '../demo-context.ts'
import type { Weight } from '../random.ts'
import { addHistory, maybeContact } from '../tasks/history.ts'
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

/** Makes households and firms until the town has the number of people asked for. */
export function* townOfPeople(ctx: DemoContext): Generator<Made> {
  let [firms, oddities] = [0, 0]
  while (ctx.ids.count('persons') < ctx.options.people) {
    const way = ctx.random.weighted(ways)
    if (way === addFirm) yield addFirm(ctx, firms++)
    else if (way === addOddity) yield addOddity(ctx, oddities++)
    else yield way(ctx, 0)
  }
}

/** Writes what needs the complete household or firm: usage, payments and recent history. */
export function finishMade(ctx: DemoContext, made: Made): void {
  for (const premise of made.premises) addUsage(ctx, premise)
  for (const account of made.accounts) {
    addPayments(ctx, account, made.webUsers)
    maybeContact(ctx, account)
  }
  for (const webUser of made.webUsers) addHistory(ctx, webUser)
}

/** Writes the months of usage of a premise's service points on which a service agreement covers at least one day. */
export function addUsage({ rows }: DemoContext, { premise, shapes }: PremiseInUse): void {
  for (const { servicePointId, from, to } of premise.points) {
    const shape = shapes.get(servicePointId)
    if (!shape || from === undefined || to === undefined) continue
    for (const { first, last, cells } of shape.months) {
      if (last >= from && first <= to) rows.addUsage(servicePointId, cells)
    }
  }
}
