export { type EndedBy, endMasquerade } from './end.ts'
export { findOwnMasquerade, stepUp } from './step-up.ts'
