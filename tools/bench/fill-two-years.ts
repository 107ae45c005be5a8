import type { Pool } from '@porchlight/server/database/sql.ts'
import { addBill } from '@porchlight/server/testing/add-bill.ts'
import { addUsage, servicePointOf } from '@porchlight/server/testing/add-usage.ts'
import { town } from '@porchlight/server/testing/small-town.ts'

/** Gives a bill the lines of a home: two steps of energy, delivery, a fixed charge, taxes. */
async function addLines(owner: Pool, billId: number, chargesCents: number): Promise<void> {
  const lines = [
    ['electricity', 'energy', 360, 'kWh', 150_000, 5400, 0, 12],
    ['electricity', 'energy', 40, 'kWh', 220_000, 880, 12, null],
    ['electricity', 'delivery', 400, 'kWh', 40_000, 1600, null, null],
    [null, 'tax', null, null, null, 200, null, null],
    [null, 'customer-charge', null, null, null, chargesCents - 8080, null, null],
  ] as const
  for (const [at, [service, kind, quantity, unit, rate, cents, from, to]] of lines.entries())
    await owner`INSERT INTO bill_lines (bill_id, position, premise_id, service_type, kind, quantity, unit, rate_micros, amount_cents,
        step_from, step_to, step_per)
      SELECT ${billId}, ${at}, min(premise_id), ${service}, ${kind}, ${quantity}, ${unit}, ${rate}, ${cents}, ${from}, ${to},
        ${from === null ? null : 'day'} FROM premises`
}

/** Gives Maria two years of a home: a bill a month and a reading an hour, so that a page has a realistic amount of data. */
export async function fillTwoYears(owner: Pool): Promise<void> {
  const date = (monthsAgo: number, day: number) => {
    const at = new Date()
    return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - monthsAgo, day))
      .toISOString()
      .slice(0, 10)
  }
  for (let ago = 24; ago >= 1; ago--) {
    const chargesCents = 9_000 + ago * 37
    const billId = await addBill(owner, {
      accountId: town.mariaAccount,
      billDate: date(ago, 5),
      dueDate: date(ago, 25),
      chargesCents,
    })
    await addLines(owner, billId, chargesCents)
  }
  await owner`INSERT INTO weather_days (area, day, mean_c, high_c, low_c)
    SELECT 'Harbor', day::date, 18 + 6 * cos(extract(doy FROM day)::float / 58.1), 32, 5
    FROM generate_series(${date(26, 1)}::date, ${date(0, 1)}::date, '1 day') day`
  const servicePointId = await servicePointOf(owner, town.mariaAccount)
  await addUsage(owner, {
    servicePointId,
    from: date(24, 1),
    until: date(0, 1),
    hour: (day) => 400 + Number(day.slice(8)) * 13,
  })
}
