import { CalendarDate, Currency, optionalText, text } from '@porchlight/contract/values.ts'
import { z } from 'zod'

/** What the CIS calls a record: it never changes, and nothing else of the same kind has it. */
export const SourceKey = text(120).describe('The key of the record in the CIS')
/** A kebab word, such as `driver-licence`. */
export const Word = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
export const Line = (max: number) => text(max)
export const OptionalLine = (max: number) => optionalText(max).optional()
/** A calendar date of the utility's, `YYYY-MM-DD`. */
export const Day = CalendarDate
export const Money = z.number().int().min(-1e15).max(1e15).describe('Integer cents')
export const CurrencyCode = Currency.optional().describe('ISO 4217; USD where it is absent')
export const ServiceType = z.enum(['electricity', 'gas', 'water'])
/** Where nothing is as good as none. */
export const DayOrNone = Day.nullish()
export const Yes = z.boolean().optional()
