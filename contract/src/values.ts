import { z } from 'zod'
import type { ActionName } from './endpoint.ts'
import { type Reason, reasons } from './reasons.ts'

/**
 * A number as addresses and forms carry it: decimal digits without a leading zero. Nothing else is converted: `Number()` would
 * take `1.24E+09`, `0x7F`, ` ` and `[7]` for numbers, and could open another customer's account.
 */
const digits = (number: z.ZodNumber) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^[1-9][0-9]{0,15}$/.test(value) ? Number(value) : value),
    number,
  )

/** The most that an `integer` column of the database keeps. */
export const mostInteger = 2_147_483_647

/**
 * A whole number that a client sends and the database keeps as `integer`. Every number of a params, query or body schema is
 * this, or has narrower limits, or is an {@link Id} or {@link Cents} (`bigint`: every safe integer): one that no column holds would
 * be a 500.
 */
export const Integer = z.number().int().min(-mostInteger).max(mostInteger)
/** Ten digits. */
export const AccountId = digits(z.number().int().min(1_000_000_000).max(9_999_999_999))
/** A database key. */
export const Id = digits(z.number().int().positive().max(Number.MAX_SAFE_INTEGER))
export const MasqueradeId = z.string().regex(/^[a-z2-7]{26}$/)
/** Integer cents of the currency beside it. */
export const Cents = z.number().int()
export const Currency = z.string().regex(/^[A-Z]{3}$/)
/** A utility-local calendar date, YYYY-MM-DD. */
export const CalendarDate = z.iso.date().refine((date) => date >= '0001-01-01')
/** A utility-local calendar month, YYYY-MM. */
export const CalendarMonth = z.string().regex(/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/)
/** An instant in UTC, ISO 8601. */
export const Instant = z.iso.datetime()
/** The number of an editable record's version; a stale one is answered with 409. */
export const Version = Integer.positive()
/** The same where a record may not be there yet: 0. */
export const VersionOrNone = Integer.nonnegative()
export const Locale = z.enum(['en', 'es'])
export type Locale = z.infer<typeof Locale>

/** Returns the first language that the product has among these names (`es-MX`, `en;q=0.8`); English where there is none. */
export function localeOf(...names: readonly (string | null | undefined)[]): Locale {
  for (const name of names) {
    const language = name?.trim().slice(0, 2).toLowerCase()
    if (language === 'en' || language === 'es') return language
  }
  return 'en'
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
const controlCharacters = /[\u0000-\u0008\u000b-\u001f\u007f]/

/** A line of text that a person typed: trimmed, without control characters, 1 to `max` characters. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'required')
    .max(max, 'too-long')
    .refine((value) => !controlCharacters.test(value), 'not-allowed-characters')

/** The same, but may be empty. */
export const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, 'too-long')
    .refine((value) => !controlCharacters.test(value), 'not-allowed-characters')

/** Decisions travel with data: for each action, `ok` or the reason why not. */
export type May<A extends ActionName> = { [K in A]: 'ok' | Reason }

/** Reasons by action, for actions that are refused whatever they are about. */
export const RefusedActions = z.record(z.string(), z.enum(Object.keys(reasons) as Reason[])) as z.ZodType<{
  [A in ActionName]?: Reason
}>

/** Returns the schema of {@link May} for these actions. */
export function may<const A extends ActionName>(...names: A[]) {
  const decision = z.enum(['ok', ...(Object.keys(reasons) as Reason[])])
  return z.object(Object.fromEntries(names.map((name) => [name, decision]))) as unknown as z.ZodType<May<A>>
}

export const PostalAddress = z.object({
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  region: z.string(),
  postalCode: z.string(),
  country: z.string(),
})
export type PostalAddress = z.infer<typeof PostalAddress>
