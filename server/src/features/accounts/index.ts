export { maskProtected } from './mask-protected.ts'
export { maskedAddress, maskedLogin, maskedName } from './masked-person.ts'
export { isMaskedGuest, ownerIsProtected, placeOfAccount } from './queries.ts'
