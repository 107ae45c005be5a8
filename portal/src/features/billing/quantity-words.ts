import type { Format } from '../../app/format.ts'
import type { Translate } from '../../app/messages.ts'
import { unitName } from '../usage/amounts.ts'

/** A quantity of a bill with its unit: days and months in words, what is measured in its symbol. */
export function quantityWords(quantity: number, unit: string, t: Translate, format: Format): string {
  if (unit === 'day' || unit === 'days') return t('unit.days', { count: quantity })
  if (unit === 'month' || unit === 'months') return t('unit.months', { count: quantity })
  const decimals = /\.(\d{1,3})/.exec(String(quantity))?.[1]?.length ?? 0
  return `${format.number(quantity, decimals)} ${unitName(unit, t)}`
}
