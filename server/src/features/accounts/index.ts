export { blindIndex, openValue } from './sealed-value.ts'
