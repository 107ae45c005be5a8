export { peopleOfAccount } from './queries.ts'
export { accountVerification } from './task-types.ts'
