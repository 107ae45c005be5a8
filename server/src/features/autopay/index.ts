export { pauseAfterReturn } from './pause.ts'
