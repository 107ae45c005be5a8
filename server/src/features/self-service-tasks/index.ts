export { groupsOfCsr } from './find/queries.ts'
