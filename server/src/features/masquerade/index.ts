export { confirmationPath } from './arrival.ts'
export { endMasquerade, endMasqueradeToo } from './end.ts'
export {
  arriveMasquerade,
  liveMasqueradeFor,
  liveMasqueradesOf,
  lockMasqueradeStart,
  newCodeForMasquerade,
  targetNames,
} from './queries.ts'
export { newMasqueradeId } from './rules.ts'
export { beginMasquerade, readStartSettings } from './start.ts'
export { isOwnMasquerade, stepUp } from './step-up.ts'
