export { cleanTyped } from './clean-typed.ts'
export { personsNamed } from './find-candidates.ts'
export { likePattern } from './patterns.ts'
export { telephoneOf } from './telephone.ts'
