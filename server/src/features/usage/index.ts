/** What other features may use. */

export { readNewestMonths } from './newest-months.ts'
export { unpackReadings as readingsOf } from './packed-month.ts'
