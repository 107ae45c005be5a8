import type { Format } from '../../app/format.ts'
import type { Translate } from '../../app/messages.ts'
import { unitName } from '../usage/amounts.ts'

/** Returns a quantity of a bill with its unit: days and months as words, measured units as symbols. */
export function quantityWords(quantity: number, unit: string, t: Translate, format: Format): string {
  if (unit === 'day' || unit === 'days') return t('unit.days', { count: quantity })
  if (unit === 'month' || unit === 'months') return t('unit.months', { count: quantity })
  const decimals = /\.(\d{1,3})/.exec(String(quantity))?.[1]?.length ?? 0
  return `${format.number(quantity, decimals)} ${unitName(unit, t)}`
}
