import { randomInt } from 'node:crypto'

/** Most bank accounts of one web user, and most of them that wait for their deposits: each costs the utility two deposits. */
export const mostBankAccounts = 10
export const mostWaiting = 3

/** Returns the amounts of the two deposits: 1 to 99 cents each, and not the same. */
export function drawDeposits(): [number, number] {
  const first = randomInt(1, 100)
  const other = randomInt(1, 99)
  return [first, other >= first ? other + 1 : other]
}

/** Returns whether the customer told the amounts of the deposits, in whichever order. */
export function areTheDeposits(told: readonly number[], sent: readonly number[]): boolean {
  const sorted = (amounts: readonly number[]) => [...amounts].sort((one, other) => one - other).join()
  return sent.length === 2 && sorted(told) === sorted(sent)
}
