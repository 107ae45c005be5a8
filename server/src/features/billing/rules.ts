/** What a bill added to what is owed. Integer cents. */
export type Billed = { dueDate: string; chargesCents: number; adjustmentsCents: number }

/** How much of a balance is late and since when, and when the rest of it is due. */
export type Owed = { pastDueCents: number; dueDate: string | null; pastDueSince: string | null }

/**
 * Returns the balance with its past due amount: the part whose due date has passed. Payments and credits pay the oldest debt
 * first, so the amounts of bills that are not yet due are owed last. A bill is not late on its due date itself.
 * @param bills the newest bills, in any order: at least those that are not yet due and one more.
 * @param today `YYYY-MM-DD`, as the due dates.
 */
export function owedOf(balanceCents: number, bills: readonly Billed[], today: string): Owed {
  if (balanceCents <= 0) return { pastDueCents: 0, dueDate: null, pastDueSince: null }
  const open = bills.filter((bill) => bill.dueDate >= today)
  const notYetDue = open.reduce((sum, bill) => sum + added(bill), 0)
  const pastDueCents = bills.length === 0 ? 0 : Math.max(0, balanceCents - notYetDue)
  const dates = bills.map((bill) => bill.dueDate).sort()
  const next = dates.find((date) => date >= today) ?? null
  if (pastDueCents === 0) return { pastDueCents, dueDate: next ?? dates.at(-1) ?? null, pastDueSince: null }
  const pastDueSince = oldestUnpaid(pastDueCents, bills, today)
  return { pastDueCents, dueDate: pastDueCents < balanceCents ? next : pastDueSince, pastDueSince }
}

/** Returns the due date of the oldest bill with an unpaid part. Payments pay older bills first. */
function oldestUnpaid(pastDueCents: number, bills: readonly Billed[], today: string): string | null {
  const late = bills.filter((bill) => bill.dueDate < today)
  late.sort((one, other) => (one.dueDate < other.dueDate ? 1 : -1))
  let rest = pastDueCents
  for (const bill of late) {
    rest -= added(bill)
    if (rest <= 0) return bill.dueDate
  }
  return late.at(-1)?.dueDate ?? null
}

/** Returns what a bill added to what is owed, 0 or more. Credits reduce older debt, not what this bill asks for. */
export const added = (bill: Billed) => Math.max(0, bill.chargesCents + Math.max(0, bill.adjustmentsCents))

type Line = { serviceType: string | null; kind: string; quantity: number | null; unit: string | null }
export type Consumption = { serviceType: string; unit: string; quantity: number }

/**
 * Returns the consumption that each service was charged for. It sums energy lines (a tariff in steps has several). A service
 * without energy lines, such as water at some utilities, is counted by its delivery lines, which otherwise repeat the quantity.
 */
export function consumptionOf(lines: readonly Line[]): Consumption[] {
  const sums = new Map<string, Consumption>()
  const measuredBy = (service: string | null) =>
    lines.some((line) => line.serviceType === service && line.kind === 'energy') ? 'energy' : 'delivery'
  for (const { serviceType, kind, quantity, unit } of lines) {
    if (!serviceType || !unit || quantity === null || kind !== measuredBy(serviceType)) continue
    const sum = sums.get(`${serviceType} ${unit}`) ?? { serviceType, unit, quantity: 0 }
    sums.set(`${serviceType} ${unit}`, { ...sum, quantity: sum.quantity + quantity })
  }
  return [...sums.values()]
}
