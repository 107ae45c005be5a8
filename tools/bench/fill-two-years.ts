import type { Pool } from '@porchlight/server/database/sql.ts'
import { addBill } from '@porchlight/server/testing/add-bill.ts'
import { addUsage, servicePointOf } from '@porchlight/server/testing/add-usage.ts'
import { town } from '@porchlight/server/testing/small-town.ts'

/** Gives Maria two years of a home: a bill a month and a reading an hour, so that a page has a realistic amount of data. */
export async function fillTwoYears(owner: Pool): Promise<void> {
  const date = (monthsAgo: number, day: number) => {
    const at = new Date()
    return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - monthsAgo, day))
      .toISOString()
      .slice(0, 10)
  }
  for (let ago = 24; ago >= 1; ago--)
    await addBill(owner, {
      accountId: town.mariaAccount,
      billDate: date(ago, 5),
      dueDate: date(ago, 25),
      chargesCents: 9_000 + ago * 37,
    })
  const servicePointId = await servicePointOf(owner, town.mariaAccount)
  await addUsage(owner, {
    servicePointId,
    from: date(24, 1),
    until: date(0, 1),
    hour: (day) => 400 + Number(day.slice(8)) * 13,
  })
}
