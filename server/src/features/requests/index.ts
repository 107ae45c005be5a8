export { detailsOf } from './rules.ts'
