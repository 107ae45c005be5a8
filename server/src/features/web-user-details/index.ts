export { loginChange, nickname } from './task-types.ts'
