export { waitingPreparedChanges } from './queries.ts'
