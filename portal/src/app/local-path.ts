/**
 * Where to go on: a path of this portal with its query, else its front page. Another site's address and one that a browser
 * would read as such (`//evil.example`, `/\evil.example`, with a tab or a line break within) are none.
 */
export function localPath(asked: string | null | undefined): string {
  const portal = 'http://portal.invalid'
  if (!asked?.startsWith('/') || !URL.canParse(asked, portal)) return '/'
  const url = new URL(asked, portal)
  if (url.origin !== portal || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search
}
