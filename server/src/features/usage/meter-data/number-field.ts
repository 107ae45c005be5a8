import { type MeterDataReason, MeterDataRefused, type Place } from './refused.ts'

/** A field as the file has it, with its place in the file. */
export interface Field extends Place {
  readonly text: string
}

const DECIMAL = /^[+-]?\d{1,20}(\.\d{1,20})?$/
/** ESPI values are 48-bit integers (Int48). */
const LARGEST = 2 ** 47

/** Returns a decimal number of the file. @throws MeterDataRefused (`reason`) for anything else. */
export function decimalField(field: Field, reason: MeterDataReason = 'value-not-a-number'): number {
  if (!DECIMAL.test(field.text)) throw new MeterDataRefused(reason, field, `"${field.text.slice(0, 40)}"`)
  return Number(field.text)
}

/** Returns an integer of the file within bounds. @throws MeterDataRefused (`value-not-a-number`, `value-out-of-range`). */
export function integerField(field: Field, least: number, most: number): number {
  const value = decimalField(field)
  if (!Number.isInteger(value))
    throw new MeterDataRefused('value-not-a-number', field, `"${field.text}" is not whole`)
  if (value < least || value > most)
    throw new MeterDataRefused('value-out-of-range', field, field.text.slice(0, 40))
  return value
}

/** Rounds to a whole base unit. @throws MeterDataRefused `value-out-of-range` past 48 bits. */
export function wholeUnits(value: number, place: Place): number {
  const rounded = Math.round(value)
  if (Math.abs(rounded) > LARGEST) throw new MeterDataRefused('value-out-of-range', place, `${value}`)
  return rounded === 0 ? 0 : rounded
}
