import { type Attribute, asAttribute, attributeOf, type ResourceType, subAttributeOf } from './attributes.ts'
import { type Filter, readFilter } from './filter.ts'
import { badRequest } from './scim-error.ts'

/** A place in a resource: an attribute, some of its values, a part of it. */
export type Path = { attribute: Attribute; filter?: Filter; sub?: Attribute }

/** Returns the known schema that an attribute name begins with, and what follows it; undefined for a name without one. */
function withoutSchema(type: ResourceType, name: string): { extension: boolean; rest: string } | undefined {
  for (const [schema, extension] of [[type.schema, false] as const, [type.extension, true] as const]) {
    if (!schema || !name.toLowerCase().startsWith(schema.id.toLowerCase())) continue
    const rest = name.slice(schema.id.length)
    if (rest === '' || /^[:.]/.test(rest)) return { extension, rest: rest.slice(1) }
  }
  return undefined
}

/**
 * Finds the attributes that a dotted name means: `name.givenName`, `urn:...:User:department`. Undefined for a name that no
 * schema of the resource has.
 */
export function resolveName(type: ResourceType, name: string): Omit<Path, 'filter'> | undefined {
  const inSchema = withoutSchema(type, name)
  if (inSchema?.extension && type.extension) {
    const attribute = asAttribute(type.extension)
    if (inSchema.rest === '') return { attribute }
    // Clients name `...:User:manager` and `...:User:manager.value`; a manager is kept whole.
    const sub = subAttributeOf(attribute, inSchema.rest.split('.')[0] ?? '')
    return sub && { attribute, sub }
  }
  const [first = '', second, ...more] = (inSchema?.rest ?? name).split('.')
  const attribute = attributeOf(type, first)
  if (!attribute || more.length > 0) return undefined
  if (second === undefined) return { attribute }
  const sub = subAttributeOf(attribute, second)
  return sub && { attribute, sub }
}

/**
 * Reads the path of a PATCH operation (RFC 7644, section 3.5.2): `active`, `name.givenName`, `emails[type eq "work"].value`,
 * `urn:...:User:department`. Undefined for a path to an attribute that is not kept; throws `invalidPath` for one that is none.
 */
export function readPath(type: ResourceType, path: string): Path | undefined {
  const text = path.trim()
  const open = text.indexOf('[')
  if (open < 0) {
    if (!/^[A-Za-z][\w.:$-]*$/.test(text))
      throw badRequest('invalidPath', `"${path.slice(0, 100)}" is not a path.`)
    return resolveName(type, text)
  }
  const close = text.lastIndexOf(']')
  const [, sub] = /^(?:\.([A-Za-z$][\w$-]*))?$/.exec(text.slice(close + 1)) ?? [undefined, null]
  const name = text.slice(0, open)
  if (close < open || sub === null || !/^[A-Za-z][\w.:$-]*$/.test(name))
    throw badRequest('invalidPath', `"${path.slice(0, 100)}" is not a path.`)
  const filter = readFilter(text.slice(open + 1, close))
  const target = resolveName(type, name)
  if (!target || target.sub) return undefined
  const { attribute } = target
  if (!attribute.multiValued)
    throw badRequest('invalidPath', `${attribute.name} has one value: a filter selects none.`)
  const part = sub === undefined ? undefined : subAttributeOf(attribute, sub)
  if (sub !== undefined && !part) return undefined
  return { attribute, filter, ...(part && { sub: part }) }
}
