import type { BillDifference } from '@porchlight/contract/billing.ts'
import type { BillHistory, BillWeather } from '../queries.generated.ts'
import { type ChargeLine, type ComparedBill, causesOf, type Sensitivity } from './causes.ts'
import { type Observation, sensitivityOf } from './sensitivity.ts'

type Weather = BillWeather['row']
type Charged = {
  billId: number
  periodFrom: string
  periodTo: string
  chargesCents: number
  lines: readonly (ChargeLine & { section: string })[]
}

/** Days by whose number the weather of two periods is told apart, in degrees Celsius: at least so hot, at most so cold. */
export const hotC = 30
export const coldC = 5

const daysOf = ({ periodFrom, periodTo }: { periodFrom: string; periodTo: string }) =>
  Math.round((Date.parse(periodTo) - Date.parse(periodFrom)) / 86_400_000) + 1

/**
 * Returns why a bill differs from that of a year before: causes whose cents add up to the difference, and the facts that
 * explain the causes in words.
 * @param history what the bills of two years measured, to find how much the weather matters on this account.
 * @param weather of the same bills, of each the days that are known.
 */
export function differenceOf(
  now: Charged,
  before: Charged,
  history: readonly BillHistory['row'][],
  weather: readonly Weather[],
): BillDifference {
  const weatherOf = (billId: number, days: number) =>
    weather.find((one) => one.billId === billId && one.knownDays === days)
  const [here, earlier] = [now, before].map((bill) => weatherOf(bill.billId, daysOf(bill)))
  const compared = (bill: Charged, known: Weather | undefined): ComparedBill => ({
    days: daysOf(bill),
    chargesCents: bill.chargesCents,
    lines: bill.lines.filter(({ section }) => section === 'charge'),
    weather: known ? { heating: known.heating, cooling: known.cooling } : null,
  })
  const causes = causesOf(compared(now, here), compared(before, earlier), sensitivities(history, weatherOf))
  return {
    causes,
    days: { now: daysOf(now), before: daysOf(before) },
    weather:
      here && earlier
        ? {
            hotC,
            coldC,
            hotDays: { now: here.hotDays, before: earlier.hotDays },
            coldNights: { now: here.coldNights, before: earlier.coldNights },
            meanC: { now: here.meanC, before: earlier.meanC },
          }
        : null,
  }
}

/** Returns what a degree day takes of each service and unit of the account. */
function sensitivities(
  history: readonly BillHistory['row'][],
  weatherOf: (billId: number, days: number) => Weather | undefined,
): Map<string, Sensitivity> {
  const observations = new Map<string, Observation[]>()
  for (const { billId, days, serviceType, unit, quantity } of history) {
    const ofPeriod = weatherOf(billId, days)
    if (!ofPeriod) continue
    const key = `${serviceType} ${unit}`
    const list = observations.get(key) ?? []
    list.push({ days, quantity, weather: { heating: ofPeriod.heating, cooling: ofPeriod.cooling } })
    observations.set(key, list)
  }
  const perDegree = new Map<string, Sensitivity>()
  for (const [key, list] of observations) {
    const sensitivity = sensitivityOf(list)
    if (sensitivity) perDegree.set(key, sensitivity)
  }
  return perDegree
}
