/**
 * The path of a link, for matching: without scheme and host (some files mix absolute and relative),
 * query, doubled slashes and trailing slash.
 */
export function hrefPath(href: string): string {
  const path = href
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/[?#].*$/s, '')
  return path.replace(/\/{2,}/g, '/').replace(/\/$/, '')
}
