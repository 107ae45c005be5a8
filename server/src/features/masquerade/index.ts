export { type EndedBy, endMasquerade } from './end.ts'
export { liveMasqueradesOf } from './queries.ts'
export { findOwnMasquerade, stepUp } from './step-up.ts'
