/** How much energy a volume of gas holds: the bill names it, as it differs by place and month. */
export interface HeatingValue {
  /** As it was given. */
  readonly text: string
  readonly wattHoursPerMilliliter: number
}

const JOULES: Readonly<Record<string, number>> = {
  btu: 1055.05585262,
  therm: 105_480_400,
  mmbtu: 1_055_055_852.62,
  mj: 1e6,
  gj: 1e9,
  kwh: 3.6e6,
  wh: 3600,
}
const MILLILITERS: Readonly<Record<string, number>> = {
  ft3: 28_316.846592,
  cf: 28_316.846592,
  ccf: 2_831_684.6592,
  mcf: 28_316_846.592,
  m3: 1e6,
  l: 1000,
}
const FORM = /^(\d{1,6}(?:\.\d{1,8})?)\s*([a-z]+)\s*(?:\/|per)\s*([a-z0-9³]+)$/i
/** Biogas has about 4 Wh a liter, butane about 37. */
const [LEAST, MOST] = [3 / 1000, 40 / 1000]

/** Returns a heating value such as `1037 Btu/ft3`, `38.6 MJ/m3` or `1.037 therm/ccf`; undefined for text that is none. */
export function parseHeatingValue(text: string): HeatingValue | undefined {
  const [, number, energy = '', volume = ''] = FORM.exec(text.trim()) ?? []
  const joules = JOULES[energy.toLowerCase().replace(/s$/, '')]
  const milliliters = MILLILITERS[volume.toLowerCase().replace('³', '3')]
  if (number === undefined || !joules || !milliliters) return undefined
  const wattHoursPerMilliliter = (Number(number) * joules) / 3600 / milliliters
  const isGas = wattHoursPerMilliliter >= LEAST && wattHoursPerMilliliter <= MOST
  return isGas ? { text: text.trim(), wattHoursPerMilliliter } : undefined
}
