export { preparedChangeCount } from './queries.ts'
