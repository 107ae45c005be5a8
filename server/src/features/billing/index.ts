/** What other features may use. */
export { readBalance, readBalances } from './balance.ts'
