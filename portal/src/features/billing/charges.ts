import type { Format } from '../../app/format.ts'
import type { Translate } from '../../app/messages.ts'
import { unitName } from '../usage/amounts.ts'

type Line = { serviceType: string | null; premise: string | null; kind?: string; amountCents: number }

/** What charges without a service are: for the account as a whole. */
type Sort = 'other' | 'late' | 'tax'

/** The lines of one service at one premise; without a service: the late charges, the taxes, or the other ones. */
export type ChargeGroup<L extends Line> = {
  sort: 'service' | Sort
  serviceType: string | null
  premise: string | null
  lines: L[]
  totalCents: number
}

const sortOf = ({ kind }: Line): Sort => (kind === 'late-charge' ? 'late' : kind === 'tax' ? 'tax' : 'other')
const order: readonly ChargeGroup<Line>['sort'][] = ['service', 'other', 'late', 'tax']

/** Returns lines by service and premise, in the order of the bill; what belongs to no service comes last, taxes at the end. */
export function chargeGroups<L extends Line>(lines: readonly L[]): ChargeGroup<L>[] {
  const groups = new Map<string, ChargeGroup<L>>()
  for (const line of lines) {
    const { serviceType } = line
    const premise = serviceType ? line.premise : null
    const sort = serviceType ? 'service' : sortOf(line)
    const key = JSON.stringify([sort, serviceType, premise])
    const group = groups.get(key) ?? { sort, serviceType, premise, lines: [], totalCents: 0 }
    group.lines.push(line)
    group.totalCents += line.amountCents
    groups.set(key, group)
  }
  return [...groups.values()].sort((one, other) => order.indexOf(one.sort) - order.indexOf(other.sort))
}

/** Returns the cents of the charges that no line explains: 0 on a correct bill, else shown so that sums add up. */
export function notItemized(lines: readonly Line[], chargesCents: number): number {
  return chargesCents - lines.reduce((sum, line) => sum + line.amountCents, 0)
}

/** Returns a quantity of a bill with its unit: days and months as words, measured units as symbols. */
export function quantityWords(quantity: number, unit: string, t: Translate, format: Format): string {
  if (unit === 'day' || unit === 'days') return t('unit.days', { count: quantity })
  if (unit === 'month' || unit === 'months') return t('unit.months', { count: quantity })
  const decimals = /\.(\d{1,3})/.exec(String(quantity))?.[1]?.length ?? 0
  return `${format.number(quantity, decimals)} ${unitName(unit, t)}`
}
