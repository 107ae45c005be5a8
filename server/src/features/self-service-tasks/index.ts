export { line as csvLine } from './export/csv.ts'
