/** What a service is measured in here, always an integer: energy in watt hours, volume in milliliters. */
export type BaseUnit = 'Wh' | 'mL'

export interface SourceUnit {
  /** As people write it, for showing what the file was measured in. */
  readonly name: string
  readonly unit: BaseUnit
  /** How many base units one of it is. */
  readonly factor: number
}

export const MILLILITERS_OF_CUBIC_FOOT = 28_316.846592

/**
 * The units of usage among ESPI's UnitSymbolKind (espi.xsd 4.0). Exact factors: 1 ft³ = 28.316846592 L,
 * 1 US gal = 3.785411784 L, 1 imperial gal = 4.54609 L, 1 Btu(IT) = 1055.05585262 J, 1 therm(US) = 105,480,400 J.
 */
export const USAGE_UNITS: ReadonlyMap<number, SourceUnit> = new Map([
  [72, { name: 'Wh', unit: 'Wh', factor: 1 }],
  [31, { name: 'J', unit: 'Wh', factor: 1 / 3600 }],
  [132, { name: 'Btu', unit: 'Wh', factor: 1055.05585262 / 3600 }],
  [169, { name: 'therm', unit: 'Wh', factor: 105_480_400 / 3600 }],
  [42, { name: 'm³', unit: 'mL', factor: 1_000_000 }],
  [166, { name: 'm³', unit: 'mL', factor: 1_000_000 }],
  [167, { name: 'm³', unit: 'mL', factor: 1_000_000 }],
  [134, { name: 'L', unit: 'mL', factor: 1000 }],
  [156, { name: 'L', unit: 'mL', factor: 1000 }],
  [157, { name: 'L', unit: 'mL', factor: 1000 }],
  [119, { name: 'ft³', unit: 'mL', factor: MILLILITERS_OF_CUBIC_FOOT }],
  [120, { name: 'ft³', unit: 'mL', factor: MILLILITERS_OF_CUBIC_FOOT }],
  [128, { name: 'gal (US)', unit: 'mL', factor: 3785.411784 }],
  [130, { name: 'gal (imperial)', unit: 'mL', factor: 4546.09 }],
])

/**
 * Units that meters also send beside usage: volts, amperes, watts, reactive and apparent power and energy,
 * temperature, pressure. A meter reading in one of these is passed over, unless it is all the file has.
 */
export const OTHER_UNITS: ReadonlySet<number> = new Set([
  0, 5, 23, 29, 33, 38, 39, 61, 63, 65, 71, 73, 111, 153,
])
