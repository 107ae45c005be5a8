import type { Format } from '../../app/format.ts'

export type Unit = 'kWh' | 'm3'

/** A unit as people write it. */
export const unitName = (unit: string) => (unit === 'm3' ? 'm³' : unit)

/** An amount with its unit: whole kilowatt hours a month, a decimal more for days, and one more for cubic metres. */
export function amountWords(amount: number, unit: Unit, span: 'month' | 'day', format: Format): string {
  const digits = (unit === 'm3' ? 1 : 0) + (span === 'day' ? 1 : 0)
  return `${format.number(amount, digits)} ${unitName(unit)}`
}
