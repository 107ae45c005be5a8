export { likePattern } from './patterns.ts'
export { findNames } from './search.ts'
