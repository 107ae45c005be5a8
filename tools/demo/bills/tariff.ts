import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { ServiceType } from '../accounts/home.ts'

/** A line of a bill. Rates are millionths of a dollar per unit, amounts cents. */
export type BillLine = {
  premiseId: number | null
  serviceType: ServiceType | null
  kind: 'customer-charge' | 'energy' | 'delivery' | 'tax' | 'solar-credit' | 'late-charge' | 'adjustment'
  quantity: number | null
  unit: string | null
  rateMicros: number | null
  amountCents: number
  section?: 'adjustment'
  names?: { en: string; es: string }
  /** The step of the tariff, in units a day. */
  step?: { from: number; to: number | null }
}

type ServiceTariff = {
  unit: string
  /** Base units (Wh, mL) in one, and the decimals that are billed. */
  size: number
  decimals: number
  /** Units a day at the first rate; the rest at the second. */
  firstADay: number
  /** In the rate year 2024; see `rateYears`. */
  rates: readonly [first: number, second: number]
  delivery: number
}

/** Made-up tariffs of about the height of the region's. */
const tariffs: Record<ServiceType, ServiceTariff> = {
  electricity: {
    unit: 'kWh',
    size: 1000,
    decimals: 0,
    firstADay: 12,
    rates: [148_260, 216_740],
    delivery: 98_150,
  },
  gas: {
    unit: 'therm',
    size: 29_300,
    decimals: 1,
    firstADay: 0.9,
    rates: [912_400, 1_184_300],
    delivery: 604_100,
  },
  water: {
    unit: 'CCF',
    size: 2_831_685,
    decimals: 1,
    firstADay: 0.3,
    rates: [3_884_000, 5_462_000],
    delivery: 1_205_000,
  },
}

/** New rates begin with the first bill period after 30 June of a year. */
const RATES_BEGIN_MONTH = 7
const RISE_A_YEAR = 0.028

/** Returns how many years the rates of a bill period are newer than those of 2024. */
function rateYears(from: CalendarDay): number {
  const date = new Date(from * 86_400_000)
  return date.getUTCFullYear() - 2024 - (date.getUTCMonth() + 1 < RATES_BEGIN_MONTH ? 1 : 0)
}

/** Returns a rate in the year of a bill period, rounded to ten millionths. */
function rateIn(from: CalendarDay, micros: number): number {
  return Math.round((micros * (1 + RISE_A_YEAR) ** rateYears(from)) / 10) * 10
}

const SOLAR_CREDIT_MICROS = -74_320
const TAX = 0.0225

export const customerChargeCents = { residential: 1150, commercial: 3480 } as const

/** Returns the amount of a quantity at a rate, rounded to the cent. */
export function amountCents(quantity: number, rateMicros: number): number {
  return Math.round((quantity * rateMicros) / 10_000)
}

function billed(base: number, { size, decimals }: ServiceTariff): number {
  return Number((base / size).toFixed(decimals))
}

/** Returns the lines of one service at one premise: tiered energy, delivery, and the credit for what solar gave back. */
export function serviceLines(
  premiseId: number,
  serviceType: ServiceType,
  usage: { delivered: number; received: number },
  period: { from: CalendarDay; to: CalendarDay },
): BillLine[] {
  const tariff = tariffs[serviceType]
  const { firstADay } = tariff
  const quantity = billed(usage.delivered, tariff)
  const days = period.to - period.from + 1
  const first = Math.min(quantity, Number((firstADay * days).toFixed(tariff.decimals)))
  const second = Number((quantity - first).toFixed(tariff.decimals))
  const line = (kind: BillLine['kind'], units: number, micros: number, step?: BillLine['step']): BillLine => {
    const rateMicros = rateIn(period.from, micros)
    return {
      premiseId,
      serviceType,
      kind,
      quantity: units,
      unit: tariff.unit,
      rateMicros,
      amountCents: amountCents(units, rateMicros),
      ...(step ? { step } : {}),
    }
  }
  const lines = [line('energy', first, tariff.rates[0], { from: 0, to: firstADay })]
  if (second > 0) lines.push(line('energy', second, tariff.rates[1], { from: firstADay, to: null }))
  lines.push(line('delivery', quantity, tariff.delivery))
  const given = serviceType === 'electricity' ? billed(usage.received, tariff) : 0
  if (given > 0) lines.push(line('solar-credit', given, SOLAR_CREDIT_MICROS))
  return lines
}

/** Returns the tax on the sum of the lines; no line if nothing is taxed. */
export function taxLine(lines: readonly BillLine[]): BillLine[] {
  const sum = lines.reduce((total, line) => total + line.amountCents, 0)
  return sum > 0 ? [plainLine('tax', Math.round(sum * TAX))] : []
}

export function plainLine(
  kind: 'customer-charge' | 'tax' | 'late-charge' | 'adjustment',
  cents: number,
  names?: BillLine['names'],
): BillLine {
  return {
    ...(names ? { names } : {}),
    ...(kind === 'adjustment' ? { section: kind } : {}),
    premiseId: null,
    serviceType: null,
    kind,
    quantity: null,
    unit: null,
    rateMicros: null,
    amountCents: cents,
  }
}
