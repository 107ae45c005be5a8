export { addressChoices } from './rules.ts'
