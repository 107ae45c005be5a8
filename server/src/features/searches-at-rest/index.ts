export { restSearch } from './rest-search.ts'
export { termsHash, termsHashesOf } from './terms-hash.ts'
