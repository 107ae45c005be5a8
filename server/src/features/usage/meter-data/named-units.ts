import { MILLILITERS_OF_CUBIC_FOOT, type SourceUnit } from './units.ts'

const wattHours = (name: string, factor: number): SourceUnit => ({ name, unit: 'Wh', factor })
const milliliters = (name: string, factor: number): SourceUnit => ({ name, unit: 'mL', factor })

/** The units that files of values name in words, in lower case without spaces, dots and plurals. */
const NAMED: Readonly<Record<string, SourceUnit>> = {
  wh: wattHours('Wh', 1),
  kwh: wattHours('kWh', 1000),
  mwh: wattHours('MWh', 1_000_000),
  therm: wattHours('therm', 105_480_400 / 3600),
  thm: wattHours('therm', 105_480_400 / 3600),
  btu: wattHours('Btu', 1055.05585262 / 3600),
  mmbtu: wattHours('MMBtu', 1_055_055_852.62 / 3600),
  dth: wattHours('Dth', 1_055_055_852.62 / 3600),
  mj: wattHours('MJ', 1e6 / 3600),
  gj: wattHours('GJ', 1e9 / 3600),
  ft3: milliliters('ft³', MILLILITERS_OF_CUBIC_FOOT),
  cf: milliliters('ft³', MILLILITERS_OF_CUBIC_FOOT),
  ccf: milliliters('ccf', 100 * MILLILITERS_OF_CUBIC_FOOT),
  hcf: milliliters('ccf', 100 * MILLILITERS_OF_CUBIC_FOOT),
  mcf: milliliters('MCF', 1000 * MILLILITERS_OF_CUBIC_FOOT),
  m3: milliliters('m³', 1_000_000),
  l: milliliters('L', 1000),
  liter: milliliters('L', 1000),
  kl: milliliters('kL', 1_000_000),
  gal: milliliters('gal (US)', 3785.411784),
  gallon: milliliters('gal (US)', 3785.411784),
  kgal: milliliters('kgal (US)', 3_785_411.784),
}

/** Returns the unit that a word names; undefined for one that measures no usage, or that nobody knows. */
export function namedUnit(word: string): SourceUnit | undefined {
  const plain = word
    .toLowerCase()
    .replaceAll('³', '3')
    .replace(/tre(s?)$/, 'ter$1')
    .replace(/[\s._()-]/g, '')
  const name = Object.hasOwn(NAMED, plain) ? plain : plain.replace(/s$/, '')
  return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined
}
