import { enterpriseSchemaId, type ResourceType } from './protocol/attributes.ts'
import { resolveName } from './protocol/path.ts'
import type { Kept } from './protocol/resource.ts'

/** Where SCIM is served, on the desk's origin. */
export const scimPath = '/scim/v2'

/** A resource as it is sent. */
export type Resource = Kept & { id: string; schemas: string[]; meta: { version: string; location: string } }

type Versioned = { scimId: string; version: number; createdAt: Date; changedAt: Date }

/** Returns the ETag of a version (RFC 7644, section 3.14). */
export const etagOf = (version: number): string => `W/"${version}"`

/** Returns a resource with what only the server writes. */
export function withMeta(
  { name, endpoint, schema }: ResourceType,
  { scimId, version, createdAt, changedAt }: Versioned,
  attributes: Kept,
  deskOrigin: string,
): Resource {
  const isExtended = name === 'User' && attributes[enterpriseSchemaId] !== undefined
  return {
    schemas: [schema.id, ...(isExtended ? [enterpriseSchemaId] : [])],
    id: scimId,
    ...attributes,
    meta: {
      resourceType: name,
      created: createdAt.toISOString(),
      lastModified: changedAt.toISOString(),
      location: `${deskOrigin}${scimPath}${endpoint}/${scimId}`,
      version: etagOf(version),
    },
  } as Resource
}

export type Chosen = { attributes?: unknown; excludedAttributes?: unknown }

const namesIn = (list: unknown): string[] =>
  typeof list === 'string' ? list.split(',').flatMap((name) => name.trim() || []) : []

/**
 * Returns a resource with the attributes that a request asks for (`attributes`), or without those that it does not want
 * (`excludedAttributes`; RFC 7644, section 3.9). `id`, `schemas` and `meta` are always there.
 */
export function chosenFrom(
  type: ResourceType,
  resource: Resource,
  { attributes, excludedAttributes }: Chosen,
): Kept {
  const resolve = (list: unknown) => namesIn(list).flatMap((name) => resolveName(type, name) ?? [])
  const wanted = resolve(attributes)
  const unwanted = resolve(excludedAttributes)
  const always = new Set(['id', 'schemas', 'meta'])
  if (namesIn(attributes).length > 0) {
    const kept = Object.entries(resource).filter(
      ([name]) => always.has(name) || wanted.some(({ attribute }) => attribute.name === name),
    )
    return Object.fromEntries(kept)
  }
  const left = Object.entries(resource).filter(
    ([name]) => always.has(name) || !unwanted.some(({ attribute, sub }) => attribute.name === name && !sub),
  )
  return Object.fromEntries(left)
}

/** Returns the texts that staff, colleagues and the record know a person by. */
export function personOf(attributes: Kept): {
  userName: string
  externalId: string | null
  displayName: string
  email: string
} {
  const texts = attributes as { userName: string; externalId?: string; displayName?: string }
  const name = (attributes.name ?? {}) as { formatted?: string; givenName?: string; familyName?: string }
  const whole = [name.givenName, name.familyName].filter((part) => part?.trim()).join(' ')
  const displayName = [texts.displayName, name.formatted, whole].find((one) => one?.trim()) ?? texts.userName
  return {
    userName: texts.userName,
    externalId: texts.externalId?.trim() ? texts.externalId : null,
    displayName: displayName.trim().slice(0, 200),
    email: emailOf(attributes),
  }
}

/** The address for work, else the primary one, else the first; the user name where it is one. */
function emailOf(attributes: Kept): string {
  const emails = (attributes.emails ?? []) as { value?: string; type?: string; primary?: boolean }[]
  const held = emails.filter(({ value }) => value?.includes('@'))
  const chosen =
    held.find(({ primary }) => primary) ?? held.find(({ type }) => type?.toLowerCase() === 'work') ?? held[0]
  return (
    chosen?.value ?? (String(attributes.userName).includes('@') ? String(attributes.userName) : '')
  ).slice(0, 320)
}

/** Returns the CSR id that a user name suggests: its part before "@", in the letters that an id may have. */
export function csrIdFrom(userName: string): string {
  const plain = userName
    .split('@')[0]
    ?.normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 50)
  return plain && plain.length >= 2 ? plain : 'staff.member'
}
