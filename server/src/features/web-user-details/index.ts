export { loginChange } from './task-types.ts'
