export { type EndedBy, endMasquerade } from './end.ts'
