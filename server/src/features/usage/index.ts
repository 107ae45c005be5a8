/** What other features may use. */
export { readNewestMonths } from './newest-months.ts'
