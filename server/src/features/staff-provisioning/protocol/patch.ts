import { isDeepStrictEqual } from 'node:util'
import { type Attribute, asAttribute, type ResourceType } from './attributes.ts'
import type { Filter } from './filter.ts'
import { matchesValue } from './matches.ts'
import { type Path, readPath } from './path.ts'
import { checked, type Kept, keptValue } from './resource.ts'
import { badRequest } from './scim-error.ts'

type Verb = 'add' | 'replace' | 'remove'
type Operation = { verb: Verb; path?: string; value?: unknown }

export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const mostOperations = 1_000

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const partOf = (body: Record<string, unknown>, name: string) =>
  Object.entries(body).find(([key]) => key.toLowerCase() === name)?.[1]

/** Reads the operations of a PATCH. Microsoft Entra writes "Add", "Replace" and "Remove". Throws `invalidSyntax`. */
export function readOperations(body: unknown): Operation[] {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be a JSON object.')
  const schemas = partOf(body, 'schemas')
  if (schemas !== undefined && !(Array.isArray(schemas) && schemas.includes(patchSchema)))
    throw badRequest('invalidSyntax', `schemas must name ${patchSchema}.`)
  const operations = partOf(body, 'operations')
  if (!Array.isArray(operations) || operations.length === 0)
    throw badRequest('invalidSyntax', 'Operations must be a list with at least one operation.')
  if (operations.length > mostOperations)
    throw badRequest('invalidSyntax', `Operations can have ${mostOperations} operations at most.`)
  return operations.map((operation: unknown) => {
    if (!isObject(operation)) throw badRequest('invalidSyntax', 'An operation must be an object.')
    const verb = String(partOf(operation, 'op')).toLowerCase()
    if (verb !== 'add' && verb !== 'replace' && verb !== 'remove')
      throw badRequest('invalidSyntax', 'op must be add, replace or remove.')
    const path = partOf(operation, 'path')
    if (path !== undefined && path !== null && typeof path !== 'string')
      throw badRequest('invalidPath', 'path must be a text.')
    const value = partOf(operation, 'value')
    if (verb !== 'remove' && value === undefined) throw badRequest('invalidValue', `${verb} needs a value.`)
    return { verb, ...(typeof path === 'string' && path.trim() !== '' && { path }), value }
  })
}

/**
 * Returns the resource after the operations of a PATCH (RFC 7644, section 3.5.2); the resource that was passed stays as it is.
 * Attributes that are not kept are ignored. Throws a `ScimError` for the first operation that cannot be done.
 */
export function applyPatch(type: ResourceType, resource: Kept, operations: readonly Operation[]): Kept {
  const changed = structuredClone(resource)
  for (const operation of operations) apply(type, changed, operation)
  return checked(type, changed)
}

function apply(type: ResourceType, resource: Kept, { verb, path, value }: Operation): void {
  if (path !== undefined) {
    const target = readPath(type, path)
    if (!target) return
    if (target.attribute.mutability === 'readOnly')
      throw badRequest('mutability', `${target.attribute.name} cannot be changed.`)
    at(resource, target, verb, value)
    return
  }
  if (verb === 'remove') throw badRequest('noTarget', 'remove needs a path.')
  if (!isObject(value)) throw badRequest('invalidValue', `${verb} without a path needs an object.`)
  // Without a path the keys are names, or whole paths: Entra sends { "name.givenName": "Ana" }.
  for (const [key, part] of Object.entries(value)) {
    const isExtension = type.extension && key.toLowerCase() === type.extension.id.toLowerCase()
    const target =
      isExtension && type.extension ? { attribute: asAttribute(type.extension) } : readPath(type, key)
    // What only the server writes is left out, as in a whole resource.
    if (target && target.attribute.mutability !== 'readOnly') at(resource, target, verb, part)
  }
}

function at(resource: Kept, target: Path, verb: Verb, value: unknown): void {
  const { attribute, filter, sub } = target
  if (attribute.multiValued) {
    resource[attribute.name] = listAfter(resource, { attribute, filter, sub }, verb, value)
    return
  }
  assign(resource, attribute.name, valueAfter(resource, { attribute, sub }, verb, value))
}

type Target = { attribute: Attribute; filter: Filter | undefined; sub: Attribute | undefined }

/** Returns a single value after an operation; undefined where nothing is left of it. */
function valueAfter(
  resource: Kept,
  { attribute, sub }: Omit<Target, 'filter'>,
  verb: Verb,
  value: unknown,
): unknown {
  const { name } = attribute
  const held = isObject(resource[name]) ? resource[name] : {}
  if (sub) return withPart(held, sub, verb === 'remove' ? undefined : value)
  const one = verb === 'remove' ? undefined : keptValue(attribute, value)
  if (one === undefined && attribute.required)
    throw badRequest('mutability', `${name} is required and cannot be removed.`)
  // Of a complex attribute the named parts change, and the others stay (RFC 7644, section 3.5.2.3).
  return isObject(one) ? { ...held, ...one } : one
}

function assign(resource: Kept, name: string, value: unknown): void {
  const isEmpty = value === undefined || (isObject(value) && Object.keys(value).length === 0)
  if (isEmpty) delete resource[name]
  else resource[name] = value
}

/** Returns a complex value with one part changed, or without it. */
function withPart(held: Record<string, unknown>, sub: Attribute, value: unknown): Record<string, unknown> {
  const one = keptValue(sub, value)
  const { [sub.name]: _, ...others } = held
  return one === undefined ? others : { ...others, [sub.name]: one }
}

/** Returns the values of a list after an operation. */
function listAfter(
  resource: Kept,
  { attribute, filter, sub }: Target,
  verb: Verb,
  value: unknown,
): unknown[] {
  const held = (resource[attribute.name] as unknown[] | undefined) ?? []
  const isMeant = (one: unknown) => filter === undefined || matchesValue(filter, attribute, one)
  if (verb === 'remove') return removed(held, { attribute, filter, sub }, value)
  if (filter === undefined && sub === undefined) {
    const values = (keptValue(attribute, value) as unknown[] | undefined) ?? []
    return verb === 'add' ? added(held, values) : values
  }
  const change = (one: unknown) => {
    const before = isObject(one) ? one : {}
    if (sub) return withPart(before, sub, value)
    const [part] = (keptValue(attribute, [value]) as Record<string, unknown>[] | undefined) ?? []
    return verb === 'add' ? { ...before, ...part } : { ...part }
  }
  const isFound = held.some(isMeant)
  // Entra adds and replaces `emails[type eq "work"].value` where there is no such address yet.
  const all = isFound ? held : [...held, madeBy(filter, attribute)]
  const isLast = (at: number) => !isFound && at === all.length - 1
  const changedList = all.map((one, at) => (isLast(at) || (isFound && isMeant(one)) ? change(one) : one))
  return onePrimary(held, changedList)
}

/** Returns the list without what a remove names: by a filter, by a part, or (Entra) by values in the body. */
function removed(held: unknown[], { attribute, filter, sub }: Target, value: unknown): unknown[] {
  // An empty list in the body names none; without a value the path alone says what goes.
  const named = value === undefined || value === null ? undefined : (keptValue(attribute, value) ?? [])
  const isNamed = (one: unknown) => !Array.isArray(named) || named.some((other) => isSame(one, other))
  return held.flatMap((one) => {
    const isMeant = (filter === undefined || matchesValue(filter, attribute, one)) && isNamed(one)
    if (!isMeant) return [one]
    if (!sub) return []
    const rest = withPart(isObject(one) ? one : {}, sub, undefined)
    return Object.keys(rest).length > 0 ? [rest] : []
  })
}

/** Values with the same `value` are the same, whatever else the client says about them. */
const isSame = (one: unknown, other: unknown): boolean =>
  isObject(one) && isObject(other) && one.value !== undefined && other.value !== undefined
    ? one.value === other.value &&
      (one.type === undefined || other.type === undefined || one.type === other.type)
    : isDeepStrictEqual(one, other)

/** Returns the list with values added to it. A value that is there already is not added again; a new primary one is the only one. */
function added(held: unknown[], values: unknown[]): unknown[] {
  const keys = new Set(held.map((one) => (isObject(one) ? one.value : one)))
  const fresh = values.filter((one) => {
    const key = isObject(one) ? one.value : one
    return !keys.has(key) || !held.some((other) => isSame(one, other))
  })
  return onePrimary(held, [...held, ...fresh])
}

/** Returns the list with one primary value: the one that was not primary before. */
function onePrimary(before: unknown[], after: unknown[]): unknown[] {
  const isPrimary = (one: unknown) => isObject(one) && one.primary === true
  const primaries = after.filter(isPrimary)
  if (primaries.length < 2) return after
  const fresh = primaries.filter((one) => !before.includes(one))
  return after.map((one) =>
    isObject(one) && isPrimary(one) && fresh.length > 0 && !fresh.includes(one)
      ? { ...one, primary: false }
      : one,
  )
}

/** Returns the value that a filter describes: `type eq "work"` describes { type: "work" }. Throws `noTarget` for another filter. */
function madeBy(filter: Filter | undefined, attribute: Attribute): Record<string, unknown> {
  if (filter === undefined) return {}
  const parts = filter.kind === 'and' ? filter.parts : [filter]
  return Object.fromEntries(
    parts.map((part) => {
      const sub =
        part.kind === 'compare' && part.comparison === 'eq'
          ? attribute.subAttributes?.find(({ name }) => name.toLowerCase() === part.name.toLowerCase())
          : undefined
      if (!sub || part.kind !== 'compare')
        throw badRequest('noTarget', `No value of ${attribute.name} matches the path.`)
      return [sub.name, keptValue(sub, part.value)]
    }),
  )
}
