import { accountNumber } from '@porchlight/contract/account-number.ts'
import type { Locale } from './messages.ts'

/** Formats amounts, dates and numbers for the reader's locale. */
export type Format = {
  /** Integer cents. */
  money(cents: number, currency: string): string
  /** `YYYY-MM-DD`: a calendar date, in no time zone. */
  date(calendarDate: string): string
  /** A calendar date without its year: "Nov 3". */
  shortDate(calendarDate: string): string
  /** The days from one calendar date to another: "Nov 3 – 9, 2026". */
  days(from: string, to: string): string
  /** An ISO instant, in the utility's time zone. */
  instant(instant: string): string
  /** The same to the second. */
  instantToSecond(instant: string): string
  time(instant: string): string
  /** Formats the time since or until an instant, as "3 hours ago". `now` is in milliseconds. */
  relative(instant: string, now?: number): string
  number(value: number): string
  /** Ten digits as on a bill: 1234-5678-90. */
  account(accountId: number): string
  /** "a, b and c". */
  list(words: readonly string[]): string
}

const steps = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const

const noon = (date: string) => new Date(`${date}T12:00:00Z`)

export function formatter(locale: Locale, timeZone: string): Format {
  const tag = locale === 'es' ? 'es-US' : 'en-US'
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' })
  const shortDates = new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  const instants = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const seconds = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium', timeZone })
  const times = new Intl.DateTimeFormat(tag, { timeStyle: 'short', timeZone })
  const relatives = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const numbers = new Intl.NumberFormat(tag)
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' })
  const moneys = new Map<string, Intl.NumberFormat>()
  return {
    money: (cents, currency) => {
      const style = moneys.get(currency) ?? new Intl.NumberFormat(tag, { style: 'currency', currency })
      moneys.set(currency, style)
      return style.format(cents / 100)
    },
    date: (date) => dates.format(noon(date)),
    shortDate: (date) => shortDates.format(noon(date)),
    days: (from, to) => dates.formatRange(noon(from), noon(to)),
    instant: (instant) => instants.format(new Date(instant)),
    instantToSecond: (instant) => seconds.format(new Date(instant)),
    time: (instant) => times.format(new Date(instant)),
    relative: (instant, now = Date.now()) => {
      const seconds = (Date.parse(instant) - now) / 1000
      for (const [unit, length] of steps)
        if (Math.abs(seconds) >= length) return relatives.format(Math.trunc(seconds / length), unit)
      return relatives.format(0, 'minute')
    },
    number: (value) => numbers.format(value),
    account: accountNumber,
    list: (words) => lists.format(words),
  }
}
