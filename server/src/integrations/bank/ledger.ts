import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { BankReason, BankReturn, TransferAnswer, TransferOrder } from './bank.ts'

export type LedgerEntry = {
  order: TransferOrder
  answer: TransferAnswer
  at: string
  /** Set when the transfer was taken back. */
  returned?: BankReturn
}

type Line = { order: TransferOrder; answer: TransferAnswer; at: string } | { returned: BankReturn }

/** What the end of an account number makes the stand-in do. Every other account has enough money. */
export const specialEndings: Readonly<Record<string, { reason: BankReason; isLater: boolean }>> = {
  '0001': { reason: 'no-account', isLater: false },
  '0002': { reason: 'account-closed', isLater: false },
  '0003': { reason: 'insufficient-funds', isLater: false },
  '0004': { reason: 'insufficient-funds', isLater: true },
}

/** The transfers of the stand-in bank. With a file they survive a restart, as a bank's do. */
export const bankLedger = (file: string | undefined) => {
  const byKey = new Map<string, LedgerEntry>()
  const returns: BankReturn[] = []

  const take = (line: Line) => {
    if ('order' in line) {
      byKey.set(line.order.key, line)
      return
    }
    const entry = byKey.get(line.returned.key)
    if (entry) entry.returned = line.returned
    returns.push(line.returned)
  }
  const add = (line: Line) => {
    if (file) appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    take(line)
  }
  if (file && existsSync(file)) {
    // The last line may be cut off by a crash: its transfer was never answered.
    for (const text of readFileSync(file, 'utf8').split('\n'))
      try {
        take(JSON.parse(text) as Line)
      } catch {}
  }

  const giveBack = (key: string, reason: BankReason): boolean => {
    const entry = byKey.get(key)
    if (!entry || entry.returned || entry.answer.state !== 'accepted') return false
    add({ returned: { position: returns.length + 1, key, reason } })
    return true
  }

  return {
    entries: (): LedgerEntry[] => [...byKey.values()],
    returnsAfter: (position: number): BankReturn[] =>
      returns.filter((one) => one.position > position).slice(0, 200),
    giveBack,
    /** Returns the answer for this key: a new one, the same again, or `conflict` where the key came with another order. */
    order(order: TransferOrder): TransferAnswer | 'conflict' {
      const earlier = byKey.get(order.key)
      if (earlier)
        return JSON.stringify(earlier.order) === JSON.stringify(order) ? earlier.answer : 'conflict'
      const special = specialEndings[order.accountNumber.slice(-4)]
      const isRefused =
        special &&
        !special.isLater &&
        (order.direction === 'debit' || special.reason !== 'insufficient-funds')
      const outcome: TransferAnswer = isRefused
        ? { state: 'refused', reason: special.reason }
        : { state: 'accepted', bankReference: `B${String(byKey.size + 1).padStart(9, '0')}` }
      add({ order, answer: outcome, at: new Date().toISOString() })
      if (special?.isLater && order.direction === 'debit') giveBack(order.key, special.reason)
      return outcome
    },
  }
}
export type BankLedger = ReturnType<typeof bankLedger>
