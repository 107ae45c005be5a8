export { readToDosOf } from './shown.ts'
