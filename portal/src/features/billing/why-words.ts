import type { DifferenceCause } from '@porchlight/contract/billing.ts'
import type { Format } from '../../app/format.ts'
import type { Translate } from '../../app/messages.ts'
import type { BillData } from '../../app/response-types.ts'

export type LastYear = NonNullable<BillData['lastYear']>
type Difference = LastYear['difference']
type Words = { t: Translate; format: Format }

/** Returns the causes that changed something, and of them the one that changed most. */
export function changedCauses({ causes }: Difference) {
  const changed = causes.filter(({ amountCents }) => amountCents !== 0)
  const [largest] = [...changed].sort((one, other) => Math.abs(other.amountCents) - Math.abs(one.amountCents))
  return { changed, largest }
}

/** Returns an amount with its sign: +$4.20. */
export function signed(cents: number, currency: string, format: Format): string {
  return cents > 0 ? `+${format.money(cents, currency)}` : format.money(cents, currency)
}

/** Returns one sentence that names the largest cause and what is known about it. */
export function causeWords(
  { cause, amountCents }: { cause: DifferenceCause; amountCents: number },
  { difference, currency }: { difference: Difference; currency: string },
  { t, format }: Words,
): string {
  const amount = format.money(Math.abs(amountCents), currency)
  const direction = amountCents > 0 ? 'more' : 'less'
  if (cause === 'weather')
    return t('why.weather', { direction, amount, fact: weatherFact(difference, { t, format }) })
  return t(`why.${cause}`, { direction, amount, ...difference.days })
}

const celsius = (degrees: number, format: Format) =>
  `${format.number(degrees, Number.isInteger(degrees) ? 0 : 1)} °C (${format.number(Math.round(degrees * 1.8 + 32))} °F)`

/** Returns what was different about the weather: hot days, else cold nights, else the average temperature. */
function weatherFact({ weather }: Difference, { t, format }: Words): string {
  if (!weather) return ''
  const { hotDays, coldNights, meanC, hotC, coldC } = weather
  const apart = ({ now, before }: { now: number; before: number }) => Math.abs(now - before)
  if (apart(hotDays) > 0 && apart(hotDays) >= apart(coldNights))
    return t('why.hot-days', { ...hotDays, limit: celsius(hotC, format) })
  if (apart(coldNights) > 0) return t('why.cold-nights', { ...coldNights, limit: celsius(coldC, format) })
  return t('why.mean', { now: celsius(meanC.now, format), before: celsius(meanC.before, format) })
}
