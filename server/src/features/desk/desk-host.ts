import type { Origins } from '../../installation.ts'

/** For routes that only the desk's origin has: its Host header, whatever its case. */
export function deskHost(origins: Origins): RegExp {
  return new RegExp(`^${new URL(origins.desk).host.replace(/[.[\]]/g, '\\$&')}$`, 'i')
}
