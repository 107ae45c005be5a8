import { listed, type PermissionOf } from './compose.ts'
import { type Feature, features } from './features.ts'

export type Permission = PermissionOf<Feature>

/**
 * What a CSR group can be given: a permission is a resource and an access mode, written `resource:mode`. The name in the
 * table is what "What I may do" shows; where a screen is for staff of another group, its permission is named as missing.
 */
export const permissions = listed(features, 'permissions') as readonly Permission[]
