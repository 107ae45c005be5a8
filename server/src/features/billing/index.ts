/** What other features may use. */
export { readBalance } from './balance.ts'
