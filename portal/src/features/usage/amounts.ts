import type { Format } from '../../app/format.ts'
import type { Translate } from '../../app/messages.ts'

export type Unit = 'kWh' | 'therm' | 'm3'

/** Returns a unit as people write it beside a figure. */
export function unitName(unit: string, t: Translate): string {
  if (unit === 'therm') return t('unit.therms')
  return unit === 'm3' ? 'm³' : unit
}

type Words = { t: Translate; format: Format }

/** Returns an amount with its unit: whole kilowatt hours a month, one more decimal for days and two for hours, another for therms and cubic meters. */
export function amountWords(
  amount: number,
  unit: Unit,
  span: 'month' | 'day' | 'hour',
  { t, format }: Words,
): string {
  const digits = (unit === 'kWh' ? 0 : 1) + { month: 0, day: 1, hour: 2 }[span]
  return `${format.number(amount, digits)} ${unitName(unit, t)}`
}
