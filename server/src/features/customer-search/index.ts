export { cleanTyped } from './clean-typed.ts'
export { likePattern } from './patterns.ts'
export { personsNamed } from './persons-named.ts'
