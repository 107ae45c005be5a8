export { readToDosOf } from './read-to-dos-of.ts'
