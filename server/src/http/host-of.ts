/** Returns a route constraint for the host of one of our origins. */
export function hostOf(origin: string): RegExp {
  return new RegExp(`^${new URL(origin).host.replace(/[.[\]]/g, '\\$&')}$`, 'i')
}
