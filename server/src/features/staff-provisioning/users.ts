import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { resourceTypes } from './protocol/attributes.ts'
import { type Kept, readResource } from './protocol/resource.ts'
import { badRequest, ScimError } from './protocol/scim-error.ts'
import {
  csrOfSubject,
  deleteProvisionedStaff,
  groupsOfStaff,
  insertProvisionedStaff,
  lockStaff,
  provisionedStaff,
  provisionedStaffById,
  putProvisionedCsr,
  syncProviderGroups,
  updateProvisionedStaff,
} from './queries.ts'
import { csrIdFrom, etagOf, personOf, type Resource, scimPath, withMeta } from './representation.ts'
import { changedBy, type ScimContext } from './scim-request.ts'

const { User } = resourceTypes

type Change = ScimContext<'provisioned-staff:change'>
type Reads = Pick<ScimContext<'provisioned-staff:view' | 'provisioned-staff:change'>, 'sql'>
type Row = NonNullable<Awaited<ReturnType<typeof provisionedStaffById.first>>>

/** What of the installation the resources name. */
export type Place = { deskOrigin: string; issuer: string }

export const isScimId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

const missing = (id: string) => new ScimError(404, `There is no user ${id.slice(0, 60)}.`)

/** The subject of a person whose provider did not say one: nobody signs in with it. */
const noSubject = (scimId: string) => `scim:${scimId}`

/** Refuses a change of another version than the client has seen (RFC 7644, section 3.14). */
export function refuseStaleVersion(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const seen = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (!seen.includes(`"${version}"`))
    throw new ScimError(412, `The resource has changed: its version is ${etagOf(version)}.`)
}

/** Returns people as SCIM sends them, with their groups. */
export async function usersFrom(
  { sql }: Reads,
  rows: readonly Row[],
  { deskOrigin }: Place,
): Promise<Resource[]> {
  const groups = await groupsOfStaff(sql, { scimIds: rows.map(({ scimId }) => scimId) })
  return rows.map((row) => {
    const own = groups.filter(({ memberScimId }) => memberScimId === row.scimId)
    const attributes: Kept = {
      ...(row.attributes as Kept),
      ...(own.length > 0 && {
        groups: own.map(({ scimId, displayName }) => ({
          value: scimId,
          $ref: `${deskOrigin}${scimPath}/Groups/${scimId}`,
          display: displayName,
          type: 'direct',
        })),
      }),
    }
    return withMeta(User, row, attributes, deskOrigin)
  })
}

export async function readUser(context: Reads, id: string, place: Place): Promise<Resource> {
  const row = isScimId(id) ? await provisionedStaffById.first(context.sql, { scimId: id }) : undefined
  const [resource] = row ? await usersFrom(context, [row], place) : []
  if (!resource) throw missing(id)
  return resource
}

async function refuseTaken({ sql }: Reads, userName: string, ownId?: string): Promise<void> {
  const taken = await provisionedStaff.first(sql, { userName, externalId: null, scimId: null })
  if (taken && taken.scimId !== ownId)
    throw new ScimError(409, `Another user has the userName ${userName.slice(0, 100)}.`, 'uniqueness')
}

/**
 * Creates a person. A member of staff with the same subject at our issuer is adopted: it is the same person, also where the desk
 * or a sign-in made the member first. Without `active` the person is active: RFC 7643 leaves it open, Entra and Okta send it.
 */
export async function createUser(context: Change, body: unknown, place: Place): Promise<Resource> {
  const { sql, grant, note, about } = context
  const attributes: Kept = { active: true, ...readResource(User, body) }
  const { userName, externalId, displayName, email } = personOf(attributes)
  await lockStaff(sql, {})
  await refuseTaken(context, userName)
  const scimId = randomUUID()
  const subject = externalId ?? noSubject(scimId)
  const { issuer } = place
  const { csrId } = await csrOfSubject.one(sql, grant, {
    issuer,
    subject,
    wishedCsrId: csrIdFrom(userName),
    displayName,
    email,
  })
  about(csrId)
  const json = JSON.stringify(attributes)
  await insertProvisionedStaff(sql, grant, {
    scimId,
    newCsrId: csrId,
    userName,
    externalId,
    attributes: json,
  })
  await putProvisionedCsr(sql, grant, {
    ofCsrId: csrId,
    subject,
    displayName,
    email,
    isActive: attributes.active === true,
    by: changedBy(grant, 'user-created'),
  })
  note({ change: 'user-created', csrId, scimId, isActive: attributes.active === true })
  return readUser(context, scimId, place)
}

/** Puts a resource to what `changed` makes of it, where `ifMatch` is its version. What changes nothing is no change. */
export type ChangeResource = (
  context: Change,
  id: string,
  ifMatch: string | undefined,
  place: Place,
  changed: (before: Kept) => Kept,
) => Promise<Resource>

/** Puts the attributes of a person to what a PUT or PATCH makes of them. What changes nothing is no change. */
export const changeUser: ChangeResource = async (context, id, ifMatch, place, changed) => {
  const { sql, grant, note, about } = context
  await lockStaff(sql, {})
  const row = isScimId(id) ? await provisionedStaffById.first(sql, { scimId: id }) : undefined
  if (!row) throw missing(id)
  about(row.csrId)
  refuseStaleVersion(ifMatch, row.version)
  const before = row.attributes as Kept
  // A person without the attribute is active: a client that leaves it out switches nobody off.
  const attributes: Kept = { active: true, ...changed(before) }
  if (isDeepStrictEqual(before, attributes)) return readUser(context, id, place)
  const { userName, externalId, displayName, email } = personOf(attributes)
  if (userName.toLowerCase() !== row.userName.toLowerCase()) await refuseTaken(context, userName, row.scimId)
  const { scimId, csrId } = row
  await updateProvisionedStaff(sql, grant, {
    scimId,
    userName,
    externalId,
    attributes: JSON.stringify(attributes),
  })
  const isSwitched = before.active !== attributes.active
  await putProvisionedCsr(sql, grant, {
    ofCsrId: csrId,
    subject: externalId ?? noSubject(scimId),
    displayName,
    email,
    // Only what the provider switches: a person whom the desk switched off stays off when the provider changes a name.
    isActive: isSwitched ? attributes.active === true : null,
    by: changedBy(grant, isSwitched && attributes.active !== true ? 'user-switched-off' : 'user-changed'),
  })
  note({
    change: 'user-changed',
    csrId,
    scimId,
    fields: changedFields(before, attributes),
    isActive: attributes.active === true,
  })
  return readUser(context, id, place)
}

/** Names what changed, without its values: the record has no personal data. */
const changedFields = (before: Kept, after: Kept): string =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => name.split(':').at(-1) ?? name)
    .sort()
    .join(' ')

/** Takes a person away: switched off, without groups of the provider. The record and its versions keep the member of staff. */
export async function deleteUser(context: Change, id: string, ifMatch: string | undefined): Promise<void> {
  const { sql, grant, note, about } = context
  await lockStaff(sql, {})
  const row = isScimId(id) ? await provisionedStaffById.first(sql, { scimId: id }) : undefined
  if (!row) throw missing(id)
  const { scimId, csrId } = row
  about(csrId)
  refuseStaleVersion(ifMatch, row.version)
  const { externalId, displayName, email } = personOf(row.attributes as Kept)
  await putProvisionedCsr(sql, grant, {
    ofCsrId: csrId,
    subject: externalId ?? noSubject(scimId),
    displayName,
    email,
    isActive: false,
    by: changedBy(grant, 'user-deleted'),
  })
  await deleteProvisionedStaff(sql, grant, { scimId })
  await syncProviderGroups(sql, grant, { ofCsrId: csrId, by: changedBy(grant, 'user-deleted') })
  note({ change: 'user-deleted', csrId, scimId })
}

/** Refuses a body that a request of this kind cannot have. */
export function refuseNoBody(body: unknown): void {
  if (body === undefined || body === null) throw badRequest('invalidSyntax', 'The request needs a JSON body.')
}
