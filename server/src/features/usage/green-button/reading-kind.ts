import type { RawResource } from './entries.ts'
import type { GreenButtonSeries, ReadingQuality } from './green-button-series.ts'
import { integerField } from './number-field.ts'
import { GreenButtonRefused, type Place } from './refused.ts'
import { type EspiUnit, OTHER_UNITS, USAGE_UNITS } from './units.ts'

/** What a meter reading measures, from its ReadingType and UsagePoint, and what had to be assumed. */
export interface ReadingKind {
  readonly serviceKind: GreenButtonSeries['serviceKind']
  readonly unit: EspiUnit
  /** Ten to the power of the file's multiplier. */
  readonly scale: number
  readonly flow: 'delivered' | 'received' | 'net'
  readonly intervalSeconds?: number
  readonly quality?: ReadingQuality
  readonly assumed: GreenButtonSeries['assumed']
}

const SERVICES = ['electricity', 'gas', 'water'] as const
/** CommodityKind: electricity (secondary, primary, transmission), gas (natural, propane), water (potable, not). */
const COMMODITIES = new Map<number, GreenButtonSeries['serviceKind']>([
  [1, 'electricity'],
  [2, 'electricity'],
  [26, 'electricity'],
  [7, 'gas'],
  [8, 'gas'],
  [9, 'water'],
  [14, 'water'],
])
/** FlowDirectionKind: not applicable, forward, net, reverse, total. */
const FLOWS = new Map<number, ReadingKind['flow']>([
  [0, 'delivered'],
  [1, 'delivered'],
  [4, 'net'],
  [19, 'received'],
  [20, 'delivered'],
])
/** AccumulationKind of a register's running count: bulk quantity, continuous cumulative, cumulative. */
const REGISTERS = new Set([1, 2, 3])
const QUALITIES = new Map<number, ReadingQuality>([
  [0, 'valid'],
  [7, 'edited'],
  [8, 'estimated'],
  [9, 'estimated'],
  [10, 'questionable'],
  [12, 'projected'],
  [14, 'raw'],
  [17, 'valid'],
  [18, 'valid'],
  [19, 'valid'],
])

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
 * @throws GreenButtonRefused for a unit, service or flow direction that is not ESPI's or not ours.
 */
export function readingKind(
  type: RawResource | undefined,
  usagePoint: RawResource | undefined,
  place: Place,
): ReadingKind | GreenButtonRefused {
  const code = (name: string) => codeOf(type, name)
  const at = (name: string): Place => type?.fields.get(name) ?? type ?? place
  const assumed: ('serviceKind' | 'unit' | 'flow')[] = []

  const accumulation = code('accumulationBehaviour')
  if (accumulation !== undefined && REGISTERS.has(accumulation)) {
    return new GreenButtonRefused(
      'cumulative-readings',
      at('accumulationBehaviour'),
      `accumulation ${accumulation}`,
    )
  }
  const uom = code('uom')
  if (uom !== undefined && OTHER_UNITS.has(uom)) {
    return new GreenButtonRefused('unknown-unit', at('uom'), `unit ${uom} does not measure usage`)
  }
  const flowCode = code('flowDirection')
  const flow = flowCode === undefined ? 'delivered' : FLOWS.get(flowCode)
  if (!flow)
    return new GreenButtonRefused('unsupported-flow-direction', at('flowDirection'), `flow ${flowCode}`)

  const unit = uom === undefined ? USAGE_UNITS.get(72) : USAGE_UNITS.get(uom)
  if (!unit) throw new GreenButtonRefused('unknown-unit', at('uom'), `unit ${uom}`)

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
    throw new GreenButtonRefused('unsupported-service', where, `service ${service}, commodity ${commodity}`)
  }
  const fits = serviceKind === 'gas' || (serviceKind === 'water') === (unit.unit === 'mL')
  if (!fits)
    throw new GreenButtonRefused('unit-does-not-fit-service', at('uom'), `${unit.name} of ${serviceKind}`)

  if (service === undefined && !ofCommodity) assumed.push('serviceKind')
  if (uom === undefined) assumed.push('unit')
  if (flowCode === undefined) assumed.push('flow')
  const interval = code('intervalLength')
  const quality = code('defaultQuality')
  const multiplier = type?.fields.get('powerOfTenMultiplier')
  return {
    serviceKind,
    unit,
    scale: 10 ** (multiplier ? integerField(multiplier, -12, 12) : 0),
    flow,
    ...(interval ? { intervalSeconds: interval } : {}),
    ...(quality === undefined ? {} : { quality: readingQuality(quality) }),
    assumed,
  }
}
