export { line as csvLine } from '@porchlight/contract/csv.ts'
