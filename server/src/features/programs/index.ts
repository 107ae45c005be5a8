export { readRelief } from './read-relief.ts'
