import { hostOf } from '#http/host-of.ts'
import type { Origins } from '../../installation.ts'

/** Returns a route constraint for requests to the desk's origin. */
export const deskHost = (origins: Origins): RegExp => hostOf(origins.desk)
