import { accountNumber } from '@porchlight/contract/account-number.ts'
import type { Locale } from './messages.ts'

/** Amounts, dates and numbers in the reader's way of writing. */
export type Format = {
  /** Integer cents. */
  money(cents: number, currency: string): string
  /** A price for one unit, in millionths of the currency: as many decimals as it needs. */
  rate(micros: number, currency: string): string
  /** `YYYY-MM-DD`: a calendar date, in no time zone. */
  date(calendarDate: string, style?: 'long' | 'medium' | 'short'): string
  /** `YYYY-MM`. */
  month(calendarMonth: string, style?: 'long' | 'short'): string
  /** An ISO instant, in the utility's time zone. */
  instant(instant: string): string
  /** The time of day of an ISO instant, in the utility's time zone; with the zone's name where an hour comes twice. */
  time(instant: string, withZone?: boolean): string
  /** How long ago an ISO instant was, in minutes or hours: "2 minutes ago". */
  ago(instant: string): string
  number(value: number, digits?: number): string
  percent(value: number): string
  /** Ten digits as on a bill: 1234-5678-90. */
  account(accountId: number): string
}

const made = new Map<string, Format>()

export function formatter(locale: Locale, timeZone: string): Format {
  const key = `${locale} ${timeZone}`
  const cached = made.get(key)
  if (cached) return cached
  const tag = locale === 'es' ? 'es-US' : 'en-US'
  const noon = (date: string) => new Date(`${date}T12:00:00Z`)
  const dates = {
    long: new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }),
    medium: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }),
    short: new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
  }
  const months = {
    long: new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    short: new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' }),
  }
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'always' })
  const instants = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const times = new Intl.DateTimeFormat(tag, { timeStyle: 'short', timeZone })
  const zoneTimes = new Intl.DateTimeFormat(tag, {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  })
  // Making a number format costs far more than using it.
  const numberStyles = new Map<string, Intl.NumberFormat>()
  const inStyle = (name: string, options: Intl.NumberFormatOptions) => {
    const style = numberStyles.get(name) ?? new Intl.NumberFormat(tag, options)
    numberStyles.set(name, style)
    return style
  }
  const format: Format = {
    money: (cents, currency) =>
      inStyle(`money ${currency}`, { style: 'currency', currency }).format(cents / 100),
    rate: (micros, currency) =>
      inStyle(`rate ${currency}`, { style: 'currency', currency, maximumFractionDigits: 6 }).format(
        micros / 1_000_000,
      ),
    date: (date, style = 'long') => dates[style].format(noon(date)),
    month: (month, style = 'long') => months[style].format(noon(`${month}-01`)),
    instant: (instant) => instants.format(new Date(instant)),
    time: (instant, withZone = false) => (withZone ? zoneTimes : times).format(new Date(instant)),
    ago: (instant) => {
      const minutes = Math.max(1, Math.round((Date.now() - Date.parse(instant)) / 60_000))
      return minutes < 60
        ? relative.format(-minutes, 'minute')
        : relative.format(-Math.round(minutes / 60), 'hour')
    },
    number: (value, digits = 0) =>
      inStyle(`number ${digits}`, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
        value,
      ),
    percent: (value) =>
      inStyle('percent', { style: 'percent', maximumFractionDigits: 0 }).format(value / 100),
    account: accountNumber,
  }
  made.set(key, format)
  return format
}
