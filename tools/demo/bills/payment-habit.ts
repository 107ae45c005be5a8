import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { DemoRandom, Weight } from '../random.ts'

export type Tender = 'card' | 'bank' | 'cash' | 'check'
export type Received = { on: CalendarDay; cents: number; tender: Tender }

/** How a customer pays. `stopped`: paid for years and not in recent weeks. `ahead`: pays round sums and has a credit. */
export type Payer = {
  manner: 'autopay' | 'on-time' | 'often-late' | 'in-parts' | 'stopped' | 'ahead'
  tender: Tender
  /** The day from which a `stopped` payer pays no more. */
  stoppedOn: CalendarDay
}

const manners: readonly Weight<Payer['manner']>[] = [
  ['on-time', 62],
  ['often-late', 17],
  ['in-parts', 8],
  ['stopped', 7],
  ['ahead', 6],
]
const tenders: readonly Weight<Tender>[] = [
  ['card', 45],
  ['bank', 35],
  ['check', 14],
  ['cash', 6],
]

export function madeUpPayer(
  random: DemoRandom,
  today: CalendarDay,
  flags: { isAutopay: boolean; isCashOnly: boolean },
): Payer {
  const stoppedOn = today - random.whole(35, 110)
  if (flags.isAutopay) return { manner: 'autopay', tender: 'bank', stoppedOn }
  return {
    manner: random.weighted(manners),
    tender: flags.isCashOnly ? 'cash' : random.weighted(tenders),
    stoppedOn,
  }
}

/** Payments of one account as bills arrive. */
export class PaymentHabit {
  readonly #planned: Received[] = []

  constructor(
    readonly random: DemoRandom,
    readonly payer: Payer,
  ) {}

  /** Plans the payments for a new bill, in addition to those already planned. */
  billed(dueCents: number, billDate: CalendarDay, dueDate: CalendarDay): void {
    const { manner } = this.payer
    const coming = this.#planned.filter(({ on }) => on > billDate).reduce((sum, { cents }) => sum + cents, 0)
    const open = dueCents - coming
    if (open <= 0) return
    if (manner === 'autopay') {
      this.#plan(dueDate, open)
    } else if (manner === 'in-parts') {
      const part = Math.ceil((open * this.random.whole(40, 70)) / 100)
      this.#plan(this.random.whole(billDate + 2, dueDate - 4), part)
      const paysRest = this.random.chance(0.85) && open > part
      if (paysRest) this.#plan(this.random.whole(dueDate - 2, dueDate + 12), open - part)
    } else if (manner === 'ahead' && this.random.chance(0.5)) {
      this.#plan(this.random.whole(billDate + 3, dueDate - 2), Math.ceil((open + 1500) / 2500) * 2500)
    } else {
      const isLate = this.random.chance(manner === 'often-late' ? 0.45 : 0.02)
      const late = () => this.random.whole(dueDate + 2, dueDate + 24)
      this.#plan(isLate ? late() : this.random.whole(billDate + 3, dueDate), open)
    }
  }

  /** Returns the cents received after one day and up to another, inclusive. */
  receivedIn(after: CalendarDay, until: CalendarDay): number {
    return this.#planned
      .filter(({ on }) => on > after && on <= until)
      .reduce((sum, { cents }) => sum + cents, 0)
  }

  received(until: CalendarDay): Received[] {
    return this.#planned.filter(({ on }) => on <= until).sort((a, b) => a.on - b.on)
  }

  #plan(on: CalendarDay, cents: number): void {
    if (this.payer.manner === 'stopped' && on >= this.payer.stoppedOn) return
    this.#planned.push({ on, cents, tender: this.payer.tender })
  }
}
