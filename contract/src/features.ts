import { features } from './features.generated.ts'

export { features }
/** Any feature. Actions, permissions, entitlements, task types and endpoints are composed from the one list of them. */
export type Feature = (typeof features)[keyof typeof features]
