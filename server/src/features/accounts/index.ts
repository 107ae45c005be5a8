export { maskProtected } from './mask-protected.ts'
export { maskedAddress, maskedLogin, maskedName, maskedText } from './masked-person.ts'
export { isMaskedGuest, ownerIsProtected, placeOfAccount } from './queries.ts'
