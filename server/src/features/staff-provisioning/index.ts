export { claimGroups, memberFromClaim } from './claimed-groups.ts'
