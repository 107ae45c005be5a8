import type { MeterSeries } from '../meter-data/meter-series.ts'
import { integerField } from '../meter-data/number-field.ts'
import type { ReadingQuality } from '../meter-data/quality.ts'
import { MeterDataRefused, type Place } from '../meter-data/refused.ts'
import { OTHER_UNITS, type SourceUnit, USAGE_UNITS } from '../meter-data/units.ts'
import type { RawResource } from './entries.ts'

/** What a meter reading measures, from its ReadingType and UsagePoint, and what had to be assumed. */
export interface ReadingKind {
  readonly serviceKind: MeterSeries['serviceKind']
  readonly unit: SourceUnit
  /** Ten to the power of the file's multiplier. */
  readonly scale: number
  readonly flow: 'delivered' | 'received' | 'net'
  readonly intervalSeconds?: number
  /** QualityOfReading of readings that do not say their own. */
  readonly quality?: number
  /** ISO 4217's number. */
  readonly currency?: number
  readonly assumed: MeterSeries['assumed']
}

const SERVICES = ['electricity', 'gas', 'water'] as const
/** CommodityKind: electricity (secondary, primary, transmission), gas (natural, propane), water (potable, not). */
const COMMODITIES = new Map<number, MeterSeries['serviceKind']>([
  [1, 'electricity'],
  [2, 'electricity'],
  [26, 'electricity'],
  [7, 'gas'],
  [8, 'gas'],
  [9, 'water'],
  [14, 'water'],
])
/** FlowDirectionKind: not applicable, forward, net, reverse. `total` (20) adds both directions up, so it measures neither. */
const FLOWS = new Map<number, ReadingKind['flow']>([
  [0, 'delivered'],
  [1, 'delivered'],
  [4, 'net'],
  [19, 'received'],
])
/** AccumulationKind of a register's running count: bulk quantity, continuous cumulative, cumulative. */
const REGISTERS = new Set([1, 2, 3])
/** QualityOfReading. Derived, mixed and weather-adjusted values (11, 13, 15) are `other`, as are codes that ESPI does not know. */
const QUALITIES = new Map<number, ReadingQuality>([
  [0, 'actual'],
  [7, 'substituted'],
  [8, 'estimated'],
  [9, 'estimated'],
  [10, 'questionable'],
  [14, 'unchecked'],
  [17, 'actual'],
  [18, 'actual'],
  [19, 'actual'],
])
/** QualityOfReading of a value that nobody measured: projected. */
export const FORECAST = 12

/** Translates ESPI's QualityOfReading into the product's reading quality. */
export function readingQuality(code: number): ReadingQuality {
  return QUALITIES.get(code) ?? 'other'
}

/** Returns a resource's own code; undefined where it does not say, or the file has no such resource. */
function codeOf(resource: RawResource | undefined, name: string): number | undefined {
  const field = resource?.fields.get(name)
  return field && integerField(field, -32_768, 4_294_967_295)
}

/**
 * Returns what a reading measures. If it is no usage (volts, reactive energy, running registers ...), returns the refusal that
 * applies if the file has nothing else: other readings of the file may still be used.
 * @throws MeterDataRefused for a unit, service or flow direction that is not ESPI's or not ours.
 */
export function readingKind(
  type: RawResource | undefined,
  usagePoint: RawResource | undefined,
  place: Place,
): ReadingKind | MeterDataRefused {
  const code = (name: string) => codeOf(type, name)
  const at = (name: string): Place => type?.fields.get(name) ?? type ?? place
  const assumed: ('serviceKind' | 'unit' | 'flow')[] = []

  const accumulation = code('accumulationBehaviour')
  if (accumulation !== undefined && REGISTERS.has(accumulation)) {
    return new MeterDataRefused(
      'cumulative-readings',
      at('accumulationBehaviour'),
      `accumulation ${accumulation}`,
    )
  }
  const uom = code('uom')
  if (uom !== undefined && OTHER_UNITS.has(uom)) {
    return new MeterDataRefused('unknown-unit', at('uom'), `unit ${uom} does not measure usage`)
  }
  const flowCode = code('flowDirection')
  const flow = flowCode === undefined ? 'delivered' : FLOWS.get(flowCode)
  if (!flow)
    return new MeterDataRefused('unsupported-flow-direction', at('flowDirection'), `flow ${flowCode}`)

  const unit = uom === undefined ? USAGE_UNITS.get(72) : USAGE_UNITS.get(uom)
  if (!unit) throw new MeterDataRefused('unknown-unit', at('uom'), `unit ${uom}`)

  // A ReadingType has a `kind` as well: it says what sort of measurement it is (12: energy), never the service.
  const service = codeOf(usagePoint, 'kind')
  const commodity = code('commodity')
  const ofCommodity = commodity === undefined ? undefined : COMMODITIES.get(commodity)
  const serviceKind =
    service === undefined
      ? (ofCommodity ?? (unit.unit === 'Wh' ? 'electricity' : undefined))
      : SERVICES[service]
  if (!serviceKind) {
    const where = usagePoint?.fields.get('kind') ?? at('commodity')
    throw new MeterDataRefused('unsupported-service', where, `service ${service}, commodity ${commodity}`)
  }
  // Two objects that say two things: neither of them may be believed without a word.
  if (service !== undefined && ofCommodity && ofCommodity !== serviceKind)
    throw new MeterDataRefused(
      'unsupported-service',
      at('commodity'),
      `commodity ${commodity} of ${serviceKind}`,
    )
  const fits = serviceKind === 'gas' || (serviceKind === 'water') === (unit.unit === 'mL')
  if (!fits)
    throw new MeterDataRefused('unit-does-not-fit-service', at('uom'), `${unit.name} of ${serviceKind}`)

  if (service === undefined && !ofCommodity) assumed.push('serviceKind')
  if (uom === undefined) assumed.push('unit')
  if (flowCode === undefined) assumed.push('flow')
  const interval = code('intervalLength')
  const quality = code('defaultQuality')
  const currency = code('currency')
  const multiplier = type?.fields.get('powerOfTenMultiplier')
  return {
    serviceKind,
    unit,
    scale: 10 ** (multiplier ? integerField(multiplier, -12, 12) : 0),
    flow,
    ...(interval ? { intervalSeconds: interval } : {}),
    ...(quality === undefined ? {} : { quality }),
    ...(currency === undefined ? {} : { currency }),
    assumed,
  }
}
