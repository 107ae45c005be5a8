export { droppedMonths } from './queries.ts'
