import type { Field } from './entries.ts'
import { type GreenButtonReason, GreenButtonRefused, type Place } from './refused.ts'

const DECIMAL = /^[+-]?\d{1,20}(\.\d{1,20})?$/
/** ESPI values are 48-bit integers (Int48). */
const LARGEST = 2 ** 47

/** Returns a decimal number of the file. @throws GreenButtonRefused (`reason`) for anything else. */
export function decimalField(field: Field, reason: GreenButtonReason = 'value-not-a-number'): number {
  if (!DECIMAL.test(field.text)) throw new GreenButtonRefused(reason, field, `"${field.text.slice(0, 40)}"`)
  return Number(field.text)
}

/** Returns an integer of the file within bounds. @throws GreenButtonRefused (`value-not-a-number`, `value-out-of-range`). */
export function integerField(field: Field, least: number, most: number): number {
  const value = decimalField(field)
  if (!Number.isInteger(value))
    throw new GreenButtonRefused('value-not-a-number', field, `"${field.text}" is not whole`)
  if (value < least || value > most)
    throw new GreenButtonRefused('value-out-of-range', field, field.text.slice(0, 40))
  return value
}

/** Rounds to a whole base unit. @throws GreenButtonRefused `value-out-of-range` past 48 bits. */
export function wholeUnits(value: number, place: Place): number {
  const rounded = Math.round(value)
  if (Math.abs(rounded) > LARGEST) throw new GreenButtonRefused('value-out-of-range', place, `${value}`)
  return rounded === 0 ? 0 : rounded
}
