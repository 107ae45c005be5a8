import type { Origins } from '../../installation.ts'

/** Returns the constraint for routes of the desk's origin only: its Host header, in any case. */
export function deskHost(origins: Origins): RegExp {
  return new RegExp(`^${new URL(origins.desk).host.replace(/[.[\]]/g, '\\$&')}$`, 'i')
}
