import { programSettings } from '@porchlight/contract/program-settings.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import type { z } from 'zod'
import type { Sql } from '#database/sql.ts'
import { readBalance } from '#features/billing/index.ts'
import { Refusal } from '#policy/refusal.ts'
import { programRows } from './queries.ts'

type SettingName = keyof typeof programSettings
type Ruled = { [N in SettingName]: z.output<(typeof programSettings)[N]['value']> }
const names = Object.keys(programSettings) as SettingName[]

/** A time that the account was in a program, as the database has it. */
export type ProgramRow = {
  program: string
  state: 'active' | 'withdrawn' | 'completed' | 'broken'
  terms: unknown
  startedOn: string
  changedOn: string
  endedOn: string | null
  version: number
}
type Bill = { billDate: string; dueDate: string; chargesCents: number }

/** What the rules of the programs read of an account. Dates are the utility's. */
export type Standing = {
  accountId: number
  isClosed: boolean
  currency: string
  balanceCents: number
  pastDueCents: number
  dueDate: string | null
  isPaperless: boolean
  email: string
  today: string
  /** Newest first, of the last thirteen months. */
  bills: readonly Bill[]
  /** Those received since the arrangement or extension that is active. */
  payments: readonly { paymentId: number; receivedOn: string; amountCents: number }[]
  lastPaymentId: number | null
  /** Every time in a program, newest first. */
  rows: readonly ProgramRow[]
  rules: Ruled
}

type About = { accountId: number; timeZone: string; email: string; locale: Locale }
type Balance = NonNullable<Awaited<ReturnType<typeof readBalance>>>

/** Returns the rules of the programs, or the shipped ones. */
function rulesIn(saved: Record<string, unknown>, locale: Locale): Ruled {
  return Object.fromEntries(
    names.map((name) => {
      const { value, default: shipped, perLocale } = programSettings[name]
      const parsed = value.safeParse(saved[name])
      return [name, parsed.success ? parsed.data : perLocale ? shipped[locale] : shipped]
    }),
  ) as Ruled
}

/**
 * Reads what the programs of an account depend on. Refuses an account that this role cannot see.
 * @param known the balance, where the caller has read it
 */
export async function readStanding(sql: Sql, about: About, known?: Balance): Promise<Standing> {
  const { accountId, timeZone, email, locale } = about
  const [balance, account] = await Promise.all([
    known ?? readBalance(sql, { accountId, timeZone }),
    programRows.first(sql, { accountId, timeZone, names, locale }),
  ])
  if (!balance || !account) throw new Refusal('not-found')
  const { currency, balanceCents, pastDueCents, dueDate } = balance
  return {
    accountId,
    isClosed: account.status === 'closed',
    ...{ currency, balanceCents, pastDueCents, dueDate, email },
    // Read with the rows, not with the balance: another request may commit both between two statements.
    isPaperless: account.isPaperless,
    today: account.today,
    bills: account.bills as Bill[],
    rows: account.rows as ProgramRow[],
    payments: account.payments as Standing['payments'],
    lastPaymentId: account.lastPaymentId,
    rules: rulesIn(account.settings as Record<string, unknown>, locale),
  }
}
