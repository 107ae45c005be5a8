export { standingChoices } from './rules.ts'
