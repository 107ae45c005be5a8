import type { Site } from '#sessions/caller.ts'
import type { Origins } from '../installation.ts'

export type HeaderOptions = {
  origins: Origins
  /** Where the portal's payment form may lead. */
  paymentOrigin: string
  /** The hash of the stylesheet that the portal's pages may carry in themselves. */
  styleHash?: string | undefined
  /** Browsers ask every name below ours by https too. True where nothing else is said. */
  isHstsForSubdomains?: boolean | undefined
}

/** Seconds for which browsers ask by https alone: a year. */
const hstsSeconds = 31_536_000

/** Returns the header that keeps a site on https; none for a site that is served by http. */
function hsts(origin: string, isForSubdomains: boolean): Record<string, string> {
  if (!origin.startsWith('https:')) return {}
  const value = `max-age=${hstsSeconds}${isForSubdomains ? '; includeSubDomains' : ''}`
  return { 'strict-transport-security': value }
}

/**
 * Returns the security headers of a site; they are made once. They allow no inline script or style. Forms may lead from the portal
 * to the payment page, from a view origin to the desk (the end of a masquerade), and from the desk to a view origin (its start).
 */
export function securityHeaders(
  site: Site | 'plain',
  { origins, paymentOrigin, styleHash, isHstsForSubdomains = true }: HeaderOptions,
): Record<string, string> {
  const formTargets = {
    portal: `'self' ${paymentOrigin}`,
    view: `'self' ${origins.desk} ${paymentOrigin}`,
    desk: `'self' ${origins.view}`,
    plain: "'self'",
  }
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      // The pages' own stylesheet stands in a page that is opened for the first time: by its hash, and nothing else does.
      styleHash && (site === 'portal' || site === 'view')
        ? `style-src 'self' '${styleHash}'`
        : "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      `form-action ${formTargets[site]}`,
    ].join('; '),
    // Pages whose query holds a mailed key or a sign-in's code: no request of theirs repeats it (a proxy's log has the Referer).
    // "no-referrer" would make the Origin of forms "null". A view's own name stays with the view.
    'referrer-policy': site === 'view' ? 'same-origin' : 'strict-origin',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'cache-control': 'no-store',
    ...hsts(origins[site], isHstsForSubdomains),
  }
}
