import type { HeatingValue } from './heating-value.ts'
import type { MeterSeries } from './meter-series.ts'
import { wholeUnits } from './number-field.ts'
import { MeterDataRefused, START } from './refused.ts'
import { SeriesReadings } from './series-readings.ts'

/** What of a file is meant: a service, one of its usage points where there are several, and the energy of gas measured by volume. */
export type Target = {
  serviceType: string
  /** The place where the service is measured, in words: for the message. */
  servicePoint: string
  usagePoint: string | undefined
  heatingValue?: HeatingValue | undefined
}

/** Packed readings are of these units (packed-month.ts). */
const units: Record<string, string> = { electricity: 'Wh', gas: 'Wh', water: 'mL' }

/**
 * Returns the series of the file that belong to the service point: every direction, register and interval length, the longest
 * first (a meter that was switched from hours to quarter hours has two). None is left out without a word.
 * @throws MeterDataRefused, in words that say what would be right
 */
export function chosenSeries(all: readonly MeterSeries[], target: Target): MeterSeries[] {
  const series = ofUsagePoint(all, target).map((one) => inEnergy(one, target))
  const seen = new Set<string>()
  for (const { flow, register = '', intervalSeconds } of series) {
    const key = `${flow} ${register} ${intervalSeconds}`
    if (seen.has(key))
      throw new MeterDataRefused(
        'several-series',
        START,
        `the file has more than one series of ${target.serviceType} ${flow}, which cannot be told apart`,
      )
    seen.add(key)
  }
  return series.toSorted((a, b) => rank(b) - rank(a))
}

/** Billing periods last longer than any interval. */
const rank = ({ intervalSeconds }: MeterSeries) => intervalSeconds || Number.POSITIVE_INFINITY

function ofUsagePoint(all: readonly MeterSeries[], { usagePoint, serviceType, servicePoint }: Target) {
  const named = (series: readonly MeterSeries[]) => [...new Set(series.map((one) => one.usagePoint))]
  const refuse = (
    reason: 'unsupported-service' | 'several-usage-points' | 'no-such-usage-point',
    text: string,
  ) => {
    throw new MeterDataRefused(reason, START, text)
  }
  const ofService = all.filter((one) => one.serviceKind === serviceType)
  const meant = usagePoint === undefined ? ofService : all.filter((one) => one.usagePoint === usagePoint)
  const points = named(meant)
  if (usagePoint !== undefined && meant.length === 0)
    refuse(
      'no-such-usage-point',
      `the file has no usage point "${usagePoint}": it has ${named(all).join(' and ')}`,
    )
  const [other] = meant.filter((one) => one.serviceKind !== serviceType)
  if (other || meant.length === 0)
    refuse(
      'unsupported-service',
      `the file measures ${(other ?? all[0])?.serviceKind}, but ${servicePoint} is for ${serviceType}`,
    )
  if (points.length > 1)
    refuse(
      'several-usage-points',
      `the file has ${points.length} usage points of ${serviceType}: ${points.join(' or ')}`,
    )
  return meant
}

/** Returns a series in the unit that is stored: gas that was measured by volume as energy, by its heating value. */
function inEnergy(series: MeterSeries, { serviceType, heatingValue }: Target): MeterSeries {
  if (series.unit === units[serviceType]) return series
  if (!heatingValue)
    throw new MeterDataRefused(
      'heating-value-missing',
      START,
      `the file measures ${serviceType} in ${series.sourceUnit}, which cannot be shown as energy without its heating value`,
    )
  const { wattHoursPerMilliliter } = heatingValue
  const energy = (milliliters: number) => wholeUnits(milliliters * wattHoursPerMilliliter, START)
  const readings = new SeriesReadings(series.readings.length)
  for (let at = 0; at < series.readings.length; at += 1) {
    const reading = series.readings.get(at)
    readings.push({ ...reading, value: energy(reading.value) }, series.readings.placeOf(at))
  }
  return {
    ...series,
    unit: 'Wh',
    readings,
    ...(series.revised
      ? { revised: series.revised.map((one) => ({ ...one, value: energy(one.value) })) }
      : {}),
  }
}
