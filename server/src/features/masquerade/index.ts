export { endMasquerade, endMasqueradeToo } from './end.ts'
export { liveMasqueradesOf } from './queries.ts'
export { isOwnMasquerade, stepUp } from './step-up.ts'
