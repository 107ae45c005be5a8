import type { Accounts, CsrRole } from '../accounts.ts'
import { addressOf } from './deployment.ts'
import { type Answer, type Sending, WebClient } from './web-client.ts'

/** Returns the address and the hidden fields of the form whose action ends as given. */
export function formOf(page: string, actionEnd: string): { action: string; fields: Record<string, string> } {
  const form = [...page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, action]) =>
    action?.endsWith(actionEnd),
  )
  if (!form) throw new Error(`no form ends in ${actionEnd}`)
  const tags = [...(form[2] ?? '').matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) =>
    Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
  )
  return { action: form[1] ?? '', fields: Object.fromEntries(tags.map(({ name, value }) => [name, value])) }
}

/** A browser that goes between the desk and the identity provider. It keeps one set of cookies for each site. */
export class Traveler {
  readonly #sites = new Map<string, WebClient>()

  at(origin: string): WebClient {
    const site = this.#sites.get(origin) ?? new WebClient(origin, addressOf(origin))
    this.#sites.set(origin, site)
    return site
  }

  /** Uses this client for its origin. */
  holds(client: WebClient): this {
    this.#sites.set(client.origin, client)
    return this
  }

  /** Follows redirects to their end. */
  async go(method: string, address: string, sending: Sending = {}): Promise<Answer & { url: string }> {
    const url = new URL(address)
    const response = await this.at(url.origin).raw(method, url.pathname + url.search, sending)
    const { location } = response.headers
    if (response.status >= 300 && response.status < 400 && location)
      return this.go('GET', new URL(location, url).href)
    return { ...response, url: address }
  }

  submit(page: { url: string; text: string }, actionEnd: string, typed: Record<string, string> = {}) {
    const { action, fields } = formOf(page.text, actionEnd)
    const url = new URL(action, page.url)
    return this.go('POST', url.href, { form: { ...fields, ...typed }, headers: { origin: url.origin } })
  }
}

/** Signs a CSR in at the demo's identity provider, with the second factor where it is asked for. */
export async function signInAtDemo(traveler: Traveler, desk: string, userName: string, password: string) {
  let page = await traveler.go('GET', `${desk}/sign-in`)
  page = await traveler.submit(page, '/sign-in', { userName, password })
  // The page of the code offers the demo's code in a form of its own.
  if (page.text.includes('name="code"'))
    page = await traveler.submit(page, '/second-factor', { code: codeOn(page.text) })
  return page
}

/** The code that the demo's page shows. */
export const codeOn = (page: string): string =>
  /type="hidden" name="code" value="(\d+)"/.exec(page)?.[1] ?? ''

/** Signs a CSR in. Throws where the deployment does not let them in. */
export async function signInCsr(desk: string, accounts: Accounts, role: CsrRole): Promise<WebClient> {
  const { csrId, password, cookie } = accounts.csrs[role]
  const traveler = new Traveler()
  const client = traveler.at(desk)
  if (cookie !== undefined) client.cookies.set('__Host-porchlight-desk', cookie)
  else if (password !== undefined) await signInAtDemo(traveler, desk, csrId, password)
  const { csrId: signedIn } = await client.api.readDesk()
  if (signedIn !== csrId) throw new Error(`the desk signed ${signedIn} in, not ${csrId}`)
  return client
}

/** Signs a customer in by user name and password. */
export async function signInCustomer(portal: string, userName: string, password: string): Promise<WebClient> {
  const client = new WebClient(portal)
  await client.api.signIn({ body: { userName, password } })
  return client
}
