import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { ServiceType } from '../accounts/home.ts'
import type { DemoContext } from '../demo-context.ts'
import { dateText } from '../demo-window.ts'
import { type LoadShape, sumOfDays } from '../usage/load-shapes.ts'
import { type Payer, PaymentHabit, type Received } from './payment-habit.ts'
import { type BillLine, customerChargeCents, plainLine, serviceLines, taxLine } from './tariff.ts'

/** One service of an account: whose usage is billed, from a day to a day. */
export type BilledService = { premiseId: number; serviceType: ServiceType; shape: LoadShape }

export type BilledAccount = {
  accountId: number
  customerClass: keyof typeof customerChargeCents
  openedOn: CalendarDay
  closedOn: CalendarDay | undefined
  services: readonly BilledService[]
  payer: Payer
}

export type Billed = {
  balanceCents: number
  /** All payments received until yesterday, oldest first. The caller writes them. */
  payments: readonly Received[]
  lastBill:
    | { billId: number; billDate: CalendarDay; dueDate: CalendarDay; amountDueCents: number }
    | undefined
}

/**
 * Adds up to 24 bills of an account, each from the usage of its period and the previous balance. The account's balance is the last
 * bill's amount due less the payments since.
 */
export function addBills(ctx: DemoContext, account: BilledAccount): Billed {
  const { window, random, rows, ids } = ctx
  const habit = new PaymentHabit(random, account.payer)
  const periods = billPeriods(random.whole(1, 28), window.today, account.openedOn, account.closedOn)
  let [due, lastDate] = [0, Number.NEGATIVE_INFINITY]
  let lastBill: Billed['lastBill']
  for (const { from, to, billDate, dueDate } of periods) {
    const previous = due
    const paid = habit.receivedIn(lastDate, billDate)
    const open = previous - paid
    const charges = chargesOf(ctx, account, from, to)
    // Only what was due at the bill before can be late.
    if (open > 2000)
      charges.push(plainLine('late-charge', Math.max(200, Math.round(open * 0.015)), lateName(lastDate)))
    const sum = charges.reduce((total, line) => total + line.amountCents, 0)
    const adjustment = random.chance(0.006) ? -random.pick([500, 1000, 2500]) : 0
    if (adjustment) charges.push(plainLine('adjustment', adjustment, courtesyCredit))
    due = open + adjustment + sum
    const billId = ids.next('bills')
    const isLast = from === periods.at(-1)?.from
    const dispute = isLast && isDisputed(account, billId) ? Math.ceil(sum / 2) : null
    rows.add(
      'bills',
      billId,
      account.accountId,
      dateText(billDate),
      dateText(dueDate),
      dateText(from),
      dateText(to),
      previous,
      paid === 0 ? 0 : -paid,
      adjustment,
      sum,
      due,
      'USD',
      isLast && account.closedOn !== undefined ? 'final' : 'regular',
      dispute,
      dispute && dateText(Math.min(billDate + 4, window.today)),
    )
    charges.forEach((line, at) => {
      addLine(ctx, billId, at + 1, line)
    })
    habit.billed(due, billDate, dueDate)
    lastDate = billDate
    lastBill = { billId, billDate, dueDate, amountDueCents: due }
  }
  const since = habit.receivedIn(lastDate, window.today - 1)
  return { balanceCents: due - since, payments: habit.received(window.today - 1), lastBill }
}

const courtesyCredit = { en: 'Courtesy credit', es: 'Crédito de cortesía' }

/** Names a late charge by the bill that was paid late. */
function lateName(billDate: CalendarDay) {
  const on = (locale: string) =>
    new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
      billDate * DAY_MS,
    )
  return {
    en: `Late charge on the bill of ${on('en-US')}`,
    es: `Recargo por la factura del ${on('es-US')}`,
  }
}

/** One account in forty disputes its newest bill. */
const isDisputed = ({ accountId }: BilledAccount, billId: number) => (accountId * 7 + billId) % 40 === 0

function chargesOf(ctx: DemoContext, account: BilledAccount, from: CalendarDay, to: CalendarDay): BillLine[] {
  const lines = [plainLine('customer-charge', customerChargeCents[account.customerClass])]
  for (const { premiseId, serviceType, shape } of account.services) {
    const usage = {
      delivered: sumOfDays(shape.delivered, ctx.window, from, to),
      received: shape.received ? sumOfDays(shape.received, ctx.window, from, to) : 0,
    }
    lines.push(...serviceLines(premiseId, serviceType, usage, { from, to }))
  }
  lines.push(...taxLine(lines))
  return lines
}

function addLine({ rows }: DemoContext, billId: number, position: number, line: BillLine): void {
  rows.add(
    'bill_lines',
    billId,
    position,
    line.premiseId,
    line.serviceType,
    line.kind,
    line.quantity,
    line.unit,
    line.rateMicros,
    line.amountCents,
    line.section ?? 'charge',
    line.names ? JSON.stringify(line.names) : null,
    line.step ? line.step.from : null,
    line.step ? line.step.to : null,
    line.step ? 'day' : null,
  )
}

export type BillPeriod = { from: CalendarDay; to: CalendarDay; billDate: CalendarDay; dueDate: CalendarDay }

const MONTHS = 24
const DAYS_TO_BILL = 2
const DAYS_TO_PAY = 21
const DAY_MS = 86_400_000

/**
 * Returns the last 24 periods of a billing cycle that begins on a day of the month (1 to 28), within the days on which the account
 * was open, oldest first. The newest bill is dated yesterday or earlier.
 */
export function billPeriods(
  cycleDay: number,
  today: CalendarDay,
  openedOn: CalendarDay,
  closedOn: CalendarDay | undefined,
): BillPeriod[] {
  const date = new Date(today * DAY_MS)
  const thisMonth = date.getUTCFullYear() * 12 + date.getUTCMonth()
  const startIn = (month: number): CalendarDay =>
    Date.UTC(Math.floor(month / 12), month % 12, cycleDay) / DAY_MS
  const isBilled = (to: CalendarDay) => to + DAYS_TO_BILL < today
  const periods: BillPeriod[] = []
  for (let month = thisMonth; periods.length < MONTHS && month >= thisMonth - MONTHS - 1; month -= 1) {
    const from = Math.max(startIn(month), openedOn)
    const to = Math.min(startIn(month + 1) - 1, closedOn ?? Number.POSITIVE_INFINITY)
    if (to < from || !isBilled(to)) continue
    periods.push({ from, to, billDate: to + DAYS_TO_BILL, dueDate: to + DAYS_TO_BILL + DAYS_TO_PAY })
  }
  return periods.reverse()
}
