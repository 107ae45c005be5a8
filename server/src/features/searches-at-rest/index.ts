export { exportPeople, namePeople } from './name-people.ts'
export { restSearch } from './rest-search.ts'
export { termsHashesOf } from './terms-hash.ts'
