export { arrearsOf, readAccountPrograms } from './read-account-programs.ts'
export { readRelief } from './read-relief.ts'
