import type { Attribute, ResourceType } from './attributes.ts'
import type { Compared, Comparison, Filter } from './filter.ts'
import { resolveName } from './path.ts'
import { badRequest } from './scim-error.ts'

type Values = Record<string, unknown>

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

const orders: Partial<Record<Comparison, (order: number) => boolean>> = {
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
}

const within: Partial<Record<Comparison, (text: string, part: string) => boolean>> = {
  co: (text, part) => text.includes(part),
  sw: (text, part) => text.startsWith(part),
  ew: (text, part) => text.endsWith(part),
}

const orderOf = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0)

/** Compares one value with the filter's, by the type of the attribute. Letters count in their case only where the schema says so. */
function compares(attribute: Attribute, held: unknown, comparison: Comparison, value: Compared): boolean {
  const folded = (text: unknown) => (attribute.caseExact ? String(text) : String(text).toLowerCase())
  if (attribute.type === 'boolean') {
    // Some clients write "True" as a text.
    if (comparison === 'eq') return String(held) === String(value).toLowerCase()
    throw badRequest('invalidFilter', `${attribute.name} is true or false: it compares with eq and ne alone.`)
  }
  const isInstant = attribute.type === 'dateTime'
  const [one, other] = isInstant
    ? [Date.parse(String(held)), Date.parse(String(value))]
    : [folded(held), folded(value)]
  if (isInstant && Number.isNaN(other))
    throw badRequest(
      'invalidFilter',
      `${attribute.name} compares with an instant such as 2026-11-30T09:00:00Z.`,
    )
  if (comparison === 'eq') return one === other
  const inOrder = orders[comparison]
  if (inOrder) return inOrder(orderOf(one, other))
  return within[comparison]?.(folded(held), folded(value)) ?? false
}

/** The attribute that a name means and its values. Of a complex attribute without a part, the filter means `value`. */
type Read = (name: string) => { attribute: Attribute; values: unknown[] } | undefined

const valuePart = ({ subAttributes = [] }: Attribute) => subAttributes.find(({ name }) => name === 'value')

/** Reads by name from a whole resource. */
function ofResource(type: ResourceType, resource: Values): Read {
  return (name) => {
    const target = resolveName(type, name)
    if (!target) return undefined
    const { attribute, sub = valuePart(attribute) } = target
    const values = listOf(resource[attribute.name])
    if (!sub) return { attribute, values }
    return {
      attribute: sub,
      values: values.flatMap((value) => listOf(isObject(value) ? value[sub.name] : [])),
    }
  }
}

/** Reads by name from one value of a multi-valued attribute. */
function ofValue({ subAttributes = [] }: Attribute, value: unknown): Read {
  return (name) => {
    const sub = subAttributes.find((one) => one.name.toLowerCase() === name.toLowerCase())
    return sub && { attribute: sub, values: listOf(isObject(value) ? value[sub.name] : []) }
  }
}

function test(filter: Filter, read: Read, inside: (name: string, of: Filter) => boolean): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => test(part, read, inside))
    case 'or':
      return filter.parts.some((part) => test(part, read, inside))
    case 'not':
      return !test(filter.of, read, inside)
    case 'within':
      return inside(filter.name, filter.of)
    case 'present':
      return (read(filter.name)?.values ?? []).some((value) => value !== '')
    case 'compare': {
      const { attribute, values } = read(filter.name) ?? { values: [] }
      const { comparison, value } = filter
      if (comparison === 'ne') return !test({ ...filter, comparison: 'eq' }, read, inside)
      // Not assigned is the same as null (RFC 7643, section 2.5).
      if (value === null) return comparison === 'eq' && values.length === 0
      return attribute !== undefined && values.some((held) => compares(attribute, held, comparison, value))
    }
  }
}

const refuseInside = (): never => {
  throw badRequest('invalidFilter', 'A filter in brackets has no further brackets in it.')
}

/** Returns whether a filter matches one value of a multi-valued attribute. */
export const matchesValue = (filter: Filter, attribute: Attribute, value: unknown): boolean =>
  test(filter, ofValue(attribute, value), refuseInside)

/** Returns whether a filter matches a resource. An attribute that is not kept matches as one that has no value. */
export const matches = (filter: Filter, type: ResourceType, resource: Values): boolean =>
  test(filter, ofResource(type, resource), (name, of) => {
    const target = resolveName(type, name)
    if (!target || target.sub) return false
    return listOf(resource[target.attribute.name]).some((value) => matchesValue(of, target.attribute, value))
  })

/** Returns the values that each match of a filter has in an attribute: of `userName eq "a" and ...` the "a". */
export function requiredValue(filter: Filter, type: ResourceType, attributeName: string): string | undefined {
  if (filter.kind === 'and')
    return filter.parts
      .map((part) => requiredValue(part, type, attributeName))
      .find((value) => value !== undefined)
  if (filter.kind !== 'compare' || filter.comparison !== 'eq' || typeof filter.value !== 'string')
    return undefined
  const target = resolveName(type, filter.name)
  return target && !target.sub && target.attribute.name === attributeName ? filter.value : undefined
}
