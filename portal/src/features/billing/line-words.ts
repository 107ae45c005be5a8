import type { Locale } from '@porchlight/contract/values.ts'
import type { Format } from '../../app/format.ts'
import { knownKey, type Translate } from '../../app/messages.ts'
import type { BillData } from '../../app/response-types.ts'
import { quantityWords } from './charges.ts'

type Line = BillData['lines'][number]
type Words = { t: Translate; format: Format; locale: Locale }

/** Returns what a line of a bill is called in the reader's language: by the CIS, else by its kind and service. */
export function lineName(
  { names, kind, serviceType }: Pick<Line, 'names' | 'kind' | 'serviceType'>,
  words: Words,
) {
  const { t, locale } = words
  return (
    names?.[locale] ??
    names?.en ??
    t(knownKey(`line.${kind}.${serviceType}`, knownKey(`line.${kind}`, 'line.other')))
  )
}

/** Returns the name of the step of the tariff: "first 12 kWh a day". */
export function stepWords(
  { step, unit }: Pick<Line, 'step' | 'unit'>,
  { t, format }: Words,
): string | undefined {
  if (step === null || unit === null) return undefined
  const [from, to] = [step.from, step.to ?? 0].map((amount) => quantityWords(amount, unit, t, format))
  const place = step.from === 0 ? (step.to === null ? 'all' : 'first') : step.to === null ? 'over' : 'between'
  return t('line.step', { place, from, to, per: step.per })
}

/** Returns the quantity of a line times the rate that it was billed at; undefined for a line without a quantity. */
export function productWords({ quantity, unit, rateMicros }: Line, currency: string, { t, format }: Words) {
  if (quantity === null || unit === null) return undefined
  const amount = quantityWords(quantity, unit, t, format)
  return rateMicros === null ? amount : `${amount} × ${format.rate(rateMicros, currency)}`
}
