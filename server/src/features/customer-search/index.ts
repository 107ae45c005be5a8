export { likePattern } from './patterns.ts'
export { personsNamed } from './persons-named.ts'
