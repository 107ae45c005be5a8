/** What other features may use. */

export { exportUsage } from './export/export-usage.ts'
export { readNewestMonths } from './newest-months.ts'
export { unpackReadings as readingsOf } from './packed-month.ts'
export { readHistory } from './read-history.ts'
export { accountServicePoints } from './service-points.ts'
