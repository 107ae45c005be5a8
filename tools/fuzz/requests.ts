import { api, eachAsked } from '@porchlight/contract/api.ts'
import { chosen, type Endpoint } from '@porchlight/contract/endpoint.ts'
import { livePath } from '@porchlight/contract/live.ts'
import { forms, pages } from '@porchlight/portal/app/routes.ts'
import type { Dice } from './dice.ts'
import { fieldsOf, fromSchema, type Known } from './from-schema.ts'
import type { FuzzActor, FuzzTown } from './fuzz-town.ts'
import { contentTypes, hostileBodies, hostileHeaders, hostileStrings, hostileTargets } from './hostile.ts'

export type FuzzRequest = {
  who: string
  method: string
  target: string
  headers: Record<string, string>
  body: string | undefined
}

const endpoints = eachAsked.map(([, endpoint]) => endpoint)
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH']
const deskPaths = [
  '/',
  '/tasks',
  '/to-dos',
  '/record',
  '/settings',
  '/accounts/1000000001',
  '/accounts/0',
  '/sign-in',
]

const isDesk = ({ path }: Pick<Endpoint, 'path'>) =>
  path.startsWith('/api/desk') || path === '/api/customer-search'
const siteOf = ({ browser }: FuzzActor) => new URL(browser.origin).host.split('.').at(-2) ?? 'plain'

const endsSession = (path: string) => /\/(sign-out|leave)$/.test(path)

/** Half of a surrogate pair cannot be written into an address; JSON bodies carry them. */
const wellFormed = (value: unknown) => String(value).replace(/\p{Surrogate}/gu, '\ufffd')
const encoded = (value: unknown) => encodeURIComponent(wellFormed(value))

/** Returns a path of the contract or of the portal with something in the place of each parameter. */
function filled(dice: Dice, path: string, existingValues: Known): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const existing = existingValues[name] ?? []
    const value = existing.length > 0 && dice.chance(0.93) ? dice.pick(existing) : dice.pick(hostileStrings)
    return encoded(value)
  })
}

function queryOf(dice: Dice, names: readonly string[], existingValues: Known): string {
  const params = dice.chance(0.3)
    ? [...names, dice.pick(['notice', 'next', 'back', 'key', '__proto__', 'x[]'])]
    : names
  const pairs = params.flatMap((name) => {
    if (dice.chance(0.4)) return []
    const existing = existingValues[name]
    const value =
      existing && existing.length > 0 && dice.chance(0.7) ? dice.pick(existing) : dice.pick(hostileStrings)
    return [`${encoded(name)}=${encoded(value)}`]
  })
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

function ofContract(
  dice: Dice,
  { existingValues, sign }: FuzzTown,
): Pick<FuzzRequest, 'method' | 'target' | 'headers' | 'body'> {
  const one = dice.pick(endpoints)
  // A sender who signed out can do nothing more in this town.
  const endpoint = endsSession(one.path) && dice.chance(0.9) ? dice.pick(endpoints) : one
  const target =
    filled(dice, endpoint.path, existingValues) + queryOf(dice, fieldsOf(endpoint.query), existingValues)
  const method = dice.chance(0.98) ? endpoint.method : dice.pick(methods)
  if (method === 'GET') return { method, target, headers: {}, body: undefined }
  const sent = endpoint.body ? fromSchema(dice, endpoint.body, existingValues) : {}
  const body = dice.chance(0.95) ? (JSON.stringify(sent) ?? '') : dice.pick(hostileBodies)
  const headers = { 'content-type': dice.chance(0.97) ? 'application/json' : dice.pick(contentTypes) }
  const isSigned = endpoint.path.endsWith('/webhook') && dice.chance(0.8)
  return {
    method,
    target,
    headers: { ...headers, ...(isSigned && { 'lantern-signature': sign(body) }) },
    body,
  }
}

function ofPortal(dice: Dice, { existingValues }: FuzzTown, token: string) {
  if (dice.chance(0.6)) {
    const names = [
      'year',
      'from',
      'to',
      'month',
      'servicePoint',
      'view',
      'page',
      'channel',
      'resolution',
      'day',
    ]
    return {
      method: 'GET',
      target: filled(dice, dice.pick(pages).path, existingValues) + queryOf(dice, names, existingValues),
      headers: {},
      body: undefined,
    }
  }
  const one = dice.pick(forms)
  const form = endsSession(one.path) && dice.chance(0.9) ? dice.pick(forms) : one
  const schema = chosen(api[form.endpoint], {})?.body
  const names = [...fieldsOf(schema), 'amount', 'language', 'back', 'key', 'choices', 'version']
  const fields = new URLSearchParams(dice.chance(0.95) ? { _token: token } : {})
  for (const name of names)
    if (dice.chance(0.8)) {
      const existing = existingValues[name]
      const value =
        existing && existing.length > 0 && dice.chance(0.6) ? dice.pick(existing) : dice.pick(hostileStrings)
      fields.append(name, wellFormed(value))
    }
  const target =
    filled(dice, dice.chance(0.95) ? form.path : '/language', existingValues) +
    queryOf(dice, ['back', 'next'], existingValues)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return {
    method: 'POST',
    target,
    headers,
    body: dice.chance(0.97) ? String(fields) : dice.pick(hostileBodies),
  }
}

function wild(dice: Dice) {
  const method = dice.pick(methods)
  const hasBody = method !== 'GET' && method !== 'HEAD' && dice.chance(0.5)
  return {
    method,
    target: dice.pick(hostileTargets),
    headers: hasBody ? { 'content-type': dice.pick(contentTypes) } : {},
    body: hasBody ? dice.pick(hostileBodies) : undefined,
  }
}

const atDesk = (dice: Dice, { existingValues }: FuzzTown) => ({
  method: dice.chance(0.9) ? 'GET' : 'POST',
  target:
    dice.pick([...deskPaths, livePath, '/step-up', '/sign-in/callback']) +
    queryOf(dice, ['next', 'after', 'masquerade', 'masqueradeId', 'state', 'code', 'view'], existingValues),
  headers: {},
  body: undefined,
})

/** Makes the next request: a random sender, mostly to a page that the sender may open, mostly with the headers of our own pages. */
export function nextRequest(dice: Dice, town: FuzzTown): FuzzRequest {
  const actor = dice.pick(town.actors)
  const { browser } = actor
  const site = siteOf(actor)
  const kind = dice.next()
  const made = (() => {
    if (kind < 0.1) return wild(dice)
    if (site === 'desk' && kind < 0.2) return atDesk(dice, town)
    if (site !== 'desk' && kind < 0.55) return ofPortal(dice, town, browser.formToken)
    for (let tries = 0; tries < 8; tries += 1) {
      const one = ofContract(dice, town)
      const path = one.target.split('?')[0] ?? ''
      if (isDesk({ path } as Endpoint) === (site === 'desk') || dice.chance(0.05)) return one
    }
    return ofContract(dice, town)
  })()
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const host = dice.chance(0.99)
    ? new URL(browser.origin).host
    : dice.pick([
        '',
        'evil.example',
        '[',
        '[::1]',
        'desk.localhost:8080.',
        `${'a'.repeat(300)}.view.localhost:8080`,
      ])
  return {
    who: actor.name,
    method: made.method,
    target: made.target,
    headers: {
      host,
      'user-agent': 'fuzzing check',
      ...(cookie && { cookie }),
      ...(made.method !== 'GET' &&
        dice.chance(0.97) && { origin: browser.origin, 'porchlight-form-token': browser.formToken }),
      ...made.headers,
      ...(dice.chance(0.12) && dice.pick(hostileHeaders)),
    },
    body: made.body,
  }
}
