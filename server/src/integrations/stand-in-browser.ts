/** Where a browser of the tests ended: a page, or the address outside it was sent to. */
export interface Arrival {
  readonly status: number
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

/**
 * For tests: follows links, forms and redirects between public origins that are served on loopback ports, keeping
 * cookies by origin and path. A redirect to an origin it does not know ends the way, as a browser handed over.
 */
export const standInBrowser = (origins: Readonly<Record<string, string>>) => {
  const jars = new Map<string, Map<string, Cookie>>()

  const cookiesFor = ({ origin, pathname }: URL) =>
    [...(jars.get(origin)?.values() ?? [])]
      .filter(({ path }) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')

  const keep = ({ origin }: URL, lines: readonly string[]) => {
    const jar = jars.get(origin) ?? new Map<string, Cookie>()
    jars.set(origin, jar)
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/'
      // Cookies of one name at several paths are several: interactions in two tabs have one each.
      const key = `${name} ${path}`
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(key)
      else jar.set(key, { name, value, path })
    }
  }

  const visit = async (address: string, fields?: Record<string, string>): Promise<Arrival> => {
    const url = new URL(address)
    const served = origins[url.origin]
    if (served === undefined) return { status: 0, url: address, headers: new Headers(), body: '' }
    const response = await fetch(new URL(url.pathname + url.search, served), {
      redirect: 'manual',
      headers: { cookie: cookiesFor(url), accept: 'text/html', ...(fields && { origin: url.origin }) },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    })
    keep(url, response.headers.getSetCookie())
    const body = await response.text()
    const location = response.headers.get('location')
    if (location !== null) return visit(new URL(location, url).href)
    return { status: response.status, url: address, headers: response.headers, body }
  }

  const attributes = (tag: string) =>
    Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))

  return {
    open: (address: string) => visit(address),
    /** Submits the form of the page whose action ends as given, with its hidden fields and those typed. */
    submit: (page: Arrival, actionEnd: string, typed: Record<string, string> = {}) => {
      const form = [...page.body.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(
        ([, action]) => action?.endsWith(actionEnd),
      )
      if (form === undefined) throw new Error(`no form ends in ${actionEnd} at ${page.url}`)
      const hidden = [...(form[2] ?? '').matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) =>
        attributes(tag),
      )
      const fields = Object.fromEntries(hidden.map(({ name, value }) => [name, value]))
      return visit(new URL(form[1] ?? '', page.url).href, { ...fields, ...typed })
    },
  }
}
