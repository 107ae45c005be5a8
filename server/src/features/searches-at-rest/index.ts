export { exportPeople, namePeople } from './name-people.ts'
export { guessOf, type RestLine, refusedAtRest, restLine } from './rest-search.ts'
export { termsHashesOf } from './terms-hash.ts'
