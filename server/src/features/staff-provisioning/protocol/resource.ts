import { type Attribute, asAttribute, attributeOf, type ResourceType, subAttributeOf } from './attributes.ts'
import { badRequest } from './scim-error.ts'

/** The attributes of a resource that are kept, under the names of the schema. Nothing else is in it. */
export type Kept = Record<string, unknown>

const mostText = 1_000
const mostValues = 50
/** A group may have all of the staff in it. */
const mostMembers = 20_000

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const unassigned = (value: unknown) =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

const wrong = (name: string, what: string) => badRequest('invalidValue', `${name} must be ${what}.`)

// PostgreSQL stores no NUL, and no half of a surrogate pair.
const unkeepable = /\0|\p{Surrogate}/u

function textOf(name: string, value: unknown): string {
  if (typeof value !== 'string') throw wrong(name, 'a text')
  if (unkeepable.test(value)) throw wrong(name, 'a text without NUL and broken characters')
  if (value.length > mostText) throw wrong(name, `at most ${mostText} characters long`)
  return value
}

/** Microsoft Entra sends "True" and "False" as texts. */
function booleanOf(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  throw wrong(name, 'true or false')
}

/** Returns one value of an attribute as it is kept; undefined where nothing is left of it. */
function oneOf(attribute: Attribute, value: unknown): unknown {
  const { name, type } = attribute
  if (type === 'boolean') return booleanOf(name, value)
  if (type !== 'complex') return textOf(name, value)
  // A manager and a member also come as the identifier alone.
  if (typeof value === 'string' && subAttributeOf(attribute, 'value')) return { value: textOf(name, value) }
  if (!isObject(value)) throw wrong(name, 'an object')
  const kept: Kept = {}
  for (const [key, part] of Object.entries(value)) {
    const sub = subAttributeOf(attribute, key)
    if (!sub || unassigned(part)) continue
    kept[sub.name] = keptValue(sub, part)
  }
  return Object.keys(kept).length > 0 ? kept : undefined
}

/** Returns the value of an attribute as it is kept: the right type, known parts, within the limits. Throws `invalidValue`. */
export function keptValue(attribute: Attribute, value: unknown): unknown {
  if (unassigned(value)) return undefined
  if (!attribute.multiValued)
    return oneOf(attribute, Array.isArray(value) && value.length === 1 ? value[0] : value)
  const values = Array.isArray(value) ? value : [value]
  const most = attribute.name === 'members' ? mostMembers : mostValues
  if (values.length > most) throw wrong(attribute.name, `a list of at most ${most}`)
  const kept = values.filter((one) => !unassigned(one)).map((one) => oneOf(attribute, one))
  return kept.filter((one) => one !== undefined)
}

/**
 * Reads a resource from the body of a request. Attributes that are not in the schema and those that only the server writes are
 * left out (RFC 7644, section 3.3). Throws `invalidSyntax` or `invalidValue`.
 */
export function readResource(type: ResourceType, body: unknown): Kept {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be a JSON object.')
  const kept: Kept = {}
  for (const [key, value] of Object.entries(body)) {
    const attribute =
      type.extension && key.toLowerCase() === type.extension.id.toLowerCase()
        ? asAttribute(type.extension)
        : attributeOf(type, key)
    if (!attribute || attribute.mutability === 'readOnly') continue
    const one = keptValue(attribute, value)
    if (one !== undefined) kept[attribute.name] = one
  }
  return checked(type, kept)
}

/** Returns the resource if it has what the schema requires, with one primary value at most in each list. */
export function checked(type: ResourceType, kept: Kept): Kept {
  for (const { name, required } of type.schema.attributes)
    if (required && (typeof kept[name] !== 'string' || kept[name].trim() === ''))
      throw badRequest('invalidValue', `${name} is required.`)
  for (const [name, values] of Object.entries(kept)) {
    if (!Array.isArray(values)) continue
    if (values.length === 0) delete kept[name]
    if (values.filter((one) => isObject(one) && one.primary === true).length > 1)
      throw badRequest('invalidValue', `One value of ${name} can be primary.`)
  }
  return kept
}
