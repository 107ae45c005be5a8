/**
 * Returns the path to open after signing in: a path of the desk, or else its front page. Refuses another site's address, an
 * address without a scheme (`//evil.example`, `/\evil.example`), and the sign-in itself.
 */
export function localPath(next: string | null | undefined): string {
  const desk = 'http://desk.invalid'
  if (!next?.startsWith('/') || !URL.canParse(next, desk)) return '/'
  const url = new URL(next, desk)
  if (url.origin !== desk || /^\/(sign-in|api|assets)(\/|$)/.test(url.pathname)) return '/'
  return /^\/[/\\]/.test(url.pathname) ? '/' : url.pathname + url.search
}
