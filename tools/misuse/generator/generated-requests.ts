import { api } from '@porchlight/contract/api.ts'
import { changes, type Endpoint } from '@porchlight/contract/endpoint.ts'
import { forms, pages } from '@porchlight/portal/app/routes.ts'
import type { Dice } from '../../fuzz/dice.ts'
import { fieldPaths, fieldsOf, type Known, plausible, withValueAt } from '../../fuzz/from-schema.ts'
import { misuseValues } from '../../fuzz/misuse-values.ts'
import type { GeneratorActor } from './generator-actors.ts'

export type Generated = {
  method: string
  path: string
  json?: unknown
  form?: Record<string, string>
  /** The field that got the value, as `body.choices.support-visit`. */
  field: string
  /** Markup that no page may repeat as markup. */
  markup?: string
}
/** Requests to one address, of which each has one hostile field. */
export type Batch = {
  name: string
  site: GeneratorActor['site'] | 'any'
  isChange: boolean
  requests: Generated[]
}

/** What ends the sessions that the other requests need, and what deletes a person: one that is accepted would end the walk. */
const left = /\/(sign-out|leave)$|\/erase$/

/** Writes a value into an address, which cannot carry half of a surrogate pair. */
const wellFormed = (value: unknown) =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value)).replace(/\p{Surrogate}/gu, '\ufffd')

const filled = (path: string, dice: Dice, known: Known, changed: Record<string, unknown> = {}) =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    const [existing = 1] = known[name]?.length ? [dice.pick(known[name] ?? [])] : []
    return encodeURIComponent(wellFormed(name in changed ? changed[name] : existing)) || '%20'
  })

const siteOf = ({ path }: Endpoint): Batch['site'] =>
  /^\/api\/(desk|customer-search)/.test(path) ? 'desk' : path.startsWith('/api/masquerade') ? 'view' : 'any'

function ofEndpoint(dice: Dice, [name, endpoint]: [string, Endpoint], known: Known, each: number): Batch {
  const { method, path, params, query, body } = endpoint
  const base = () => (body ? plausible(dice, body, known) : undefined)
  const request = (field: string, change: { path?: string; json?: unknown }): Generated => ({
    method,
    path: change.path ?? filled(path, dice, known),
    ...(method !== 'GET' && { json: 'json' in change ? change.json : base() }),
    field,
  })
  const values = () => Array.from({ length: each }, () => dice.pick(misuseValues))
  const inParams = fieldsOf(params).flatMap((field) =>
    values().map((value) =>
      request(`params.${field}`, { path: filled(path, dice, known, { [field]: value }) }),
    ),
  )
  const inQuery = fieldsOf(query).flatMap((field) =>
    values().map((value) => {
      const at = `${filled(path, dice, known)}?${field}=${encodeURIComponent(wellFormed(value))}`
      return request(`query.${field}`, { path: at })
    }),
  )
  const inBody = fieldPaths(body).flatMap((field) =>
    values().map((value) => request(`body.${field.join('.')}`, { json: withValueAt(base(), field, value) })),
  )
  const around = body
    ? [
        request('body', { json: dice.pick(misuseValues) }),
        request('body.x', { json: { ...Object(base()), x: 1 } }),
      ]
    : []
  return {
    name,
    site: siteOf(endpoint),
    isChange: changes(endpoint),
    requests: [...inParams, ...inQuery, ...inBody, ...around],
  }
}

let marks = 0
const newMarkup = () => `"><i data-misuse=${marks++}></i>'`

/** The pages and forms of the portal with markup in every field and parameter: what a page repeats, it repeats escaped. */
function ofPortal(dice: Dice, known: Known): Batch[] {
  const names = ['year', 'from', 'to', 'month', 'page', 'notice', 'back', 'next', 'view', 'key']
  const ofPages = pages.map(({ path }): Batch => {
    const markup = newMarkup()
    const query = new URLSearchParams(names.map((name) => [name, markup]))
    const request = { method: 'GET', path: `${filled(path, dice, known)}?${query}`, field: 'query', markup }
    return { name: `page ${path}`, site: 'any', isChange: false, requests: [request] }
  })
  const posted = forms
    .filter(({ path }) => !left.test(path))
    .map((form): Batch => {
      const endpoint: Endpoint = api[form.endpoint]
      const fields = [...fieldsOf(endpoint.body), 'amount', 'language', 'back', 'key', 'choices']
      const requests = fields.map((field) => {
        const markup = newMarkup()
        const values = { ...Object.fromEntries(fields.map((name) => [name, 'x'])), [field]: markup }
        return {
          method: 'POST',
          path: filled(form.path, dice, known),
          form: values,
          field: `form.${field}`,
          markup,
        }
      })
      return { name: `form ${form.path}`, site: 'any', isChange: true, requests }
    })
  return [...ofPages, ...posted]
}

/** Generates about `most` requests: every field of every endpoint at least once, and every form and page of the portal. */
export function generate(dice: Dice, known: { portal: Known; desk: Known }, most: number): Batch[] {
  const endpoints = (Object.entries(api) as [string, Endpoint][]).filter(([, { path }]) => !left.test(path))
  const fields = endpoints.reduce(
    (sum, [, { params, query, body }]) =>
      sum + [params, query].flatMap(fieldsOf).length + fieldPaths(body).length,
    0,
  )
  const each = Math.max(1, Math.round(most / fields))
  const knownTo = (endpoint: Endpoint) => (siteOf(endpoint) === 'desk' ? known.desk : known.portal)
  const ofContract = endpoints.map((one) => ofEndpoint(dice, one, knownTo(one[1]), each))
  return [...ofContract, ...ofPortal(dice, known.portal)]
}
