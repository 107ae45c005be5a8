/**
 * Returns a redirect target: the given path of this portal with its query, else the front page. Returns the front page too for
 * another site's address and what a browser would read as one (`//evil.example`, `/\evil.example`, a tab or line break within).
 */
export function localPath(path: string | null | undefined): string {
  const portal = 'http://portal.invalid'
  if (!path?.startsWith('/') || !URL.canParse(path, portal)) return '/'
  const url = new URL(path, portal)
  if (url.origin !== portal || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search
}
