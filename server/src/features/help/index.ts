export { createHelpLines } from './help-lines.ts'
