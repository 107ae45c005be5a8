/** What other features may use. */
export { unpackReadings as readingsOf } from './packed-month.ts'
export { readNewestMonths } from './newest-months.ts'
