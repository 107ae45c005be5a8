import type { DifferenceCause } from '@porchlight/contract/billing.ts'

type Step = { from: number; to: number | null; per: 'day' | 'bill' } | null
/** A charge of a bill: a quantity of a service at a rate, or a plain amount. */
export type ChargeLine = {
  serviceType: string | null
  kind: string
  quantity: number | null
  unit: string | null
  rateMicros: number | null
  amountCents: number
  step: Step
}
/** Degree days (Celsius, from 18) of a bill's period. */
export type DegreeDays = { heating: number; cooling: number }
/** `weather` null: it is not known for every day of the period. */
export type ComparedBill = {
  days: number
  chargesCents: number
  lines: readonly ChargeLine[]
  weather: DegreeDays | null
}
/** How much of a service is used for one degree day, in its unit. */
export type Sensitivity = { perHeating: number; perCooling: number }

export type Cause = { cause: DifferenceCause; amountCents: number }

const order: readonly DifferenceCause[] = ['days', 'weather', 'rate', 'use', 'services', 'fees', 'taxes']

const isUsage = (line: ChargeLine) =>
  line.serviceType !== null && line.unit !== null && line.quantity !== null && line.rateMicros !== null
const sum = (lines: readonly ChargeLine[]) => lines.reduce((total, line) => total + line.amountCents, 0)
const keyOf = ({ serviceType, unit }: ChargeLine) => `${serviceType} ${unit}`

/**
 * Splits the difference between the charges of two bills by cause, in cents that add up to it exactly:
 * - `rate`: this bill's quantities at this bill's rates, less the same at the earlier rates of the same steps;
 * - `days`: the earlier use of a day, for each day more or fewer, at the earlier average price;
 * - `weather`: what the service needs for each degree day more or fewer than in the same number of days, at that price;
 * - `use`: what is left of what was measured;
 * - `services`: services that only one of the bills has; `fees`: charges that no quantity explains; `taxes`.
 * @param sensitivities by service and unit (`electricity kWh`): services without one have no weather.
 */
export function causesOf(
  now: ComparedBill,
  before: ComparedBill,
  sensitivities: ReadonlyMap<string, Sensitivity>,
): Cause[] {
  const cents = new Map<DifferenceCause, number>(order.map((cause) => [cause, 0]))
  const add = (cause: DifferenceCause, amount: number) => cents.set(cause, (cents.get(cause) ?? 0) + amount)
  const [usageNow, usageBefore] = [now.lines.filter(isUsage), before.lines.filter(isUsage)]
  for (const key of new Set([...usageNow, ...usageBefore].map(keyOf))) {
    const [ofNow, ofBefore] = [usageNow, usageBefore].map((lines) =>
      lines.filter((line) => keyOf(line) === key),
    )
    if (!ofNow?.length || !ofBefore?.length) {
      add('services', sum(ofNow ?? []) - sum(ofBefore ?? []))
      continue
    }
    const rate = rateCents(ofNow, ofBefore)
    const { days, weather } = volumeCents(ofBefore, now, before, sensitivities.get(key))
    add('rate', rate)
    add('days', days)
    add('weather', weather)
    add('use', sum(ofNow) - sum(ofBefore) - rate - days - weather)
  }
  const taxes = (bill: ComparedBill) => sum(bill.lines.filter(({ kind }) => kind === 'tax'))
  add('taxes', taxes(now) - taxes(before))
  const fees = (bill: ComparedBill, usage: readonly ChargeLine[]) =>
    bill.chargesCents - sum(usage) - taxes(bill)
  add('fees', fees(now, usageNow) - fees(before, usageBefore))
  return order.map((cause) => ({ cause, amountCents: cents.get(cause) || 0 }))
}

const sameStep = (one: ChargeLine, other: ChargeLine) =>
  one.kind === other.kind &&
  one.step?.from === other.step?.from &&
  one.step?.to === other.step?.to &&
  one.step?.per === other.step?.per

function rateCents(now: readonly ChargeLine[], before: readonly ChargeLine[]): number {
  let micros = 0
  for (const line of now) {
    const earlier = before.find((one) => sameStep(line, one))
    if (earlier) micros += (line.quantity ?? 0) * ((line.rateMicros ?? 0) - (earlier.rateMicros ?? 0))
  }
  return whole(micros / 10_000)
}

/** Returns what days and weather alone would have changed, at the earlier average price. */
function volumeCents(
  lines: readonly ChargeLine[],
  now: ComparedBill,
  before: ComparedBill,
  sensitivity: Sensitivity | undefined,
) {
  const used = usedOf(lines)
  if (used === 0 || before.days === 0) return { days: 0, weather: 0 }
  const price = sum(lines.filter(({ kind }) => kind !== 'solar-credit')) / used
  const days = whole(((now.days - before.days) / before.days) * used * price)
  if (!sensitivity || !now.weather || !before.weather) return { days, weather: 0 }
  const longer = now.days / before.days
  const more = (kind: keyof DegreeDays) => (now.weather?.[kind] ?? 0) - (before.weather?.[kind] ?? 0) * longer
  const quantity = sensitivity.perHeating * more('heating') + sensitivity.perCooling * more('cooling')
  return { days, weather: whole(quantity * price) }
}

/** Returns the quantity that a service was used, once: delivery lines repeat that of energy lines. */
function usedOf(lines: readonly ChargeLine[]): number {
  const energy = lines.filter(({ kind }) => kind === 'energy')
  const measured = energy.length > 0 ? energy : lines.filter(({ kind }) => kind === 'delivery')
  return measured.reduce((total, { quantity }) => total + (quantity ?? 0), 0)
}

/** Rounds to whole cents. An amount beyond all measure (a quantity or a rate was wrong) is left to `use`, so that sums stay exact. */
const whole = (cents: number) => (Math.abs(cents) < 1e14 ? Math.round(cents) : 0)
