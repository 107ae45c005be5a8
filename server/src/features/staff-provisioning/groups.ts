import { randomUUID } from 'node:crypto'
import { resourceTypes } from './protocol/attributes.ts'
import { type Kept, readResource } from './protocol/resource.ts'
import { badRequest, ScimError } from './protocol/scim-error.ts'
import {
  addProviderGroupMembers,
  deleteProviderGroup,
  insertProviderGroup,
  lockStaff,
  membersOfGroups,
  providerGroupById,
  providerGroups,
  removeProviderGroupMembers,
  staffOfScimIds,
  syncProviderGroups,
  updateProviderGroup,
} from './queries.ts'
import { type Resource, scimPath, withMeta } from './representation.ts'
import { changedBy, type ScimContext } from './scim-request.ts'
import { type ChangeResource, isScimId, type Place, refuseStaleVersion } from './users.ts'

const { Group } = resourceTypes

type Change = ScimContext<'provisioned-staff:change'>
type Reads = Pick<ScimContext<'provisioned-staff:view' | 'provisioned-staff:change'>, 'sql'>
type Row = NonNullable<Awaited<ReturnType<typeof providerGroupById.first>>>
type Member = { value: string }

const missing = (id: string) => new ScimError(404, `There is no group ${id.slice(0, 60)}.`)

const attributesOf = ({ displayName, externalId }: Row): Kept => ({
  displayName,
  ...(externalId !== null && { externalId }),
})

/** Returns groups as SCIM sends them. Without members where the request does not want them: there may be thousands. */
export async function groupsFrom(
  { sql }: Reads,
  rows: readonly Row[],
  { deskOrigin }: Place,
  withMembers = true,
): Promise<Resource[]> {
  const members = withMembers ? await membersOfGroups(sql, { scimIds: rows.map(({ scimId }) => scimId) }) : []
  const byGroup = new Map<string, typeof members>()
  for (const member of members) {
    const own = byGroup.get(member.groupScimId)
    if (own) own.push(member)
    else byGroup.set(member.groupScimId, [member])
  }
  return rows.map((row) => {
    const own = (byGroup.get(row.scimId) ?? []).map(({ memberScimId, displayName }) => ({
      value: memberScimId,
      $ref: `${deskOrigin}${scimPath}/Users/${memberScimId}`,
      display: displayName,
      type: 'User',
    }))
    return withMeta(Group, row, { ...attributesOf(row), ...(own.length > 0 && { members: own }) }, deskOrigin)
  })
}

export async function readGroup(
  context: Reads,
  id: string,
  place: Place,
  withMembers = true,
): Promise<Resource> {
  const row = isScimId(id) ? await providerGroupById.first(context.sql, { scimId: id }) : undefined
  const [resource] = row ? await groupsFrom(context, [row], place, withMembers) : []
  if (!resource) throw missing(id)
  return resource
}

async function refuseTaken({ sql }: Reads, displayName: string, ownId?: string): Promise<void> {
  const taken = await providerGroups.first(sql, { displayName, externalId: null, scimId: null })
  if (taken && taken.scimId !== ownId)
    throw new ScimError(409, `Another group has the displayName ${displayName.slice(0, 100)}.`, 'uniqueness')
}

const memberIds = ({ members }: Kept): string[] => [
  ...new Set(((members ?? []) as Member[]).map(({ value }) => String(value).toLowerCase())),
]

/** Returns the staff behind these ids. Refuses an id of no user: a client that names one has another picture of us. */
async function staffOf({ sql }: Reads, scimIds: string[]): Promise<{ scimId: string; csrId: string }[]> {
  const staff = scimIds.length > 0 ? await staffOfScimIds(sql, { scimIds }) : []
  const staffIds = new Set(staff.map(({ scimId }) => scimId))
  const unknown = scimIds.find((id) => !staffIds.has(id))
  if (unknown !== undefined)
    throw badRequest('invalidValue', `members has ${unknown.slice(0, 60)}, and there is no such user.`)
  return staff
}

type Effect = { lost: string[]; gained: string[] }

/** Brings the groups of these people into step. Returns how many of them lost or gained a group of ours. */
async function sync(
  { sql, grant, about }: Change,
  csrIds: readonly string[],
  change: string,
): Promise<number> {
  let affected = 0
  for (const csrId of [...csrIds].sort()) {
    about(csrId)
    const { effect } = await syncProviderGroups.one(sql, grant, {
      ofCsrId: csrId,
      by: changedBy(grant, change),
    })
    const { lost, gained } = effect as Effect
    if (lost.length + gained.length > 0) affected += 1
  }
  return affected
}

export async function createGroup(context: Change, body: unknown, place: Place): Promise<Resource> {
  const { sql, grant, note } = context
  const attributes = readResource(Group, body)
  const displayName = String(attributes.displayName)
  const externalId = typeof attributes.externalId === 'string' ? attributes.externalId : null
  await lockStaff(sql, {})
  await refuseTaken(context, displayName)
  const members = await staffOf(context, memberIds(attributes))
  const scimId = randomUUID()
  await insertProviderGroup(sql, grant, { scimId, displayName, externalId })
  await addProviderGroupMembers(sql, grant, { scimId, memberIds: members.map((one) => one.scimId) })
  const affected = await sync(
    context,
    members.map(({ csrId }) => csrId),
    'group-created',
  )
  note({ change: 'group-created', scimId, added: members.length, removed: 0, affected })
  return readGroup(context, scimId, place)
}

/** Locks everything about staff and returns a group with its members. Refuses a group that is not there, and a stale version. */
async function lockedGroup({ sql }: Change, id: string, ifMatch: string | undefined) {
  await lockStaff(sql, {})
  const row = isScimId(id) ? await providerGroupById.first(sql, { scimId: id }) : undefined
  if (!row) throw missing(id)
  refuseStaleVersion(ifMatch, row.version)
  const held = await membersOfGroups(sql, { scimIds: [row.scimId] })
  return { row, heldIds: held.map(({ memberScimId }) => memberScimId) }
}

/** Puts a group to what a PUT or PATCH makes of it. What changes nothing is no change. */
export const changeGroup: ChangeResource = async (context, id, ifMatch, place, changed) => {
  const { sql, grant, note } = context
  const { row, heldIds } = await lockedGroup(context, id, ifMatch)
  const { scimId } = row
  const after = changed({ ...attributesOf(row), members: heldIds.map((value) => ({ value })) })
  const displayName = String(after.displayName)
  const externalId = typeof after.externalId === 'string' ? after.externalId : null
  const wanted = memberIds(after)
  const [isHeld, isWanted] = [new Set(heldIds), new Set(wanted)]
  const added = await staffOf(
    context,
    wanted.filter((one) => !isHeld.has(one)),
  )
  const removed = await staffOf(
    context,
    heldIds.filter((one) => !isWanted.has(one)),
  )
  const isRenamed = displayName !== row.displayName || externalId !== row.externalId
  if (!isRenamed && added.length + removed.length === 0) return readGroup(context, id, place)
  if (displayName.toLowerCase() !== row.displayName.toLowerCase())
    await refuseTaken(context, displayName, scimId)
  await updateProviderGroup(sql, grant, { scimId, displayName, externalId })
  await removeProviderGroupMembers(sql, grant, { scimId, memberIds: removed.map((one) => one.scimId) })
  await addProviderGroupMembers(sql, grant, { scimId, memberIds: added.map((one) => one.scimId) })
  // The mapping is by name or external id: with another one the group gives its members other groups of ours.
  const concerned = isRenamed
    ? await staffOf(context, [...new Set([...heldIds, ...wanted])])
    : [...added, ...removed]
  const affected = await sync(
    context,
    concerned.map(({ csrId }) => csrId),
    'group-changed',
  )
  note({ change: 'group-changed', scimId, added: added.length, removed: removed.length, affected, isRenamed })
  return readGroup(context, id, place)
}

export async function deleteGroup(context: Change, id: string, ifMatch: string | undefined): Promise<void> {
  const { sql, grant, note } = context
  const { row, heldIds } = await lockedGroup(context, id, ifMatch)
  const { scimId } = row
  const members = await staffOf(context, heldIds)
  await deleteProviderGroup(sql, grant, { scimId })
  const affected = await sync(
    context,
    members.map(({ csrId }) => csrId),
    'group-deleted',
  )
  note({ change: 'group-deleted', scimId, added: 0, removed: members.length, affected })
}
