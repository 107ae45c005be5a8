import type { IncomingHttpHeaders } from 'node:http'

const originOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined

/**
 * Returns whether another site's page sent a request. `Sec-Fetch-Site` decides where the browser sends it; `same-site` counts as
 * another site, since each of our origins is one of its own. A foreign Origin is another site too. Where `Sec-Fetch-Site` and
 * Origin are absent (old browsers, programs) Referer decides; without any of them a program asks, which no page steers.
 * @param origin the origin that the request was sent to
 * @param isTrusted whether the pages of an origin may lead here all the same; a page cannot forge its own origin in Referer
 */
export function isFromElsewhere(
  headers: IncomingHttpHeaders,
  origin: string,
  isTrusted: (origin: string) => boolean = () => false,
): boolean {
  const isOther = (from: string | undefined) => from !== undefined && from !== origin && !isTrusted(from)
  const site = headers['sec-fetch-site']
  if (isOther(headers.origin)) return true
  if (site === 'same-origin' || site === 'none') return false
  const referer = originOf(headers.referer)
  if (site === undefined) return headers.origin === undefined && isOther(referer)
  return referer === undefined || !isTrusted(referer)
}

/**
 * Returns whether a browser asked for more than a script's answer: a navigation, a frame, an image ... Nothing of ours opens
 * an address of the API in one of these ways, whatever site it starts from.
 */
export function isPageLoad(headers: IncomingHttpHeaders): boolean {
  const mode = headers['sec-fetch-mode']
  const dest = headers['sec-fetch-dest']
  return mode === 'navigate' || (dest !== undefined && dest !== 'empty')
}

/** Returns whether a browser asked for a page in a tab of its own: neither in a frame, nor as an image or a script. */
export function isNavigation(headers: IncomingHttpHeaders): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': dest } = headers
  return (mode === undefined || mode === 'navigate') && (dest === undefined || dest === 'document')
}
