import { Refusal } from '#policy/refusal.ts'

/**
 * Returns the address that a request names on our own origin. `//name` in a request line is a path of ours, not another host.
 * Throws `invalid-request` for a target that is no path: an absolute address, or `*`.
 */
export function localUrl(origin: string, target: string): URL {
  if (!target.startsWith('/') || !URL.canParse(origin + target)) throw new Refusal('invalid-request')
  return new URL(origin + target)
}

/** Returns an address of ours as a link may carry it: browsers read `//name` and `/\name` at its start as another host. */
export const asLink = ({ pathname, search }: URL): string => pathname.replace(/^[/\\]+/, '/') + search
