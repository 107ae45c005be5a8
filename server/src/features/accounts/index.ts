export { placeOfAccount } from './queries.ts'
export { blindIndex, openValue } from './sealed-value.ts'
