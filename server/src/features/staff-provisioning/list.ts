import { groupsFrom } from './groups.ts'
import { type ResourceType, resourceTypes } from './protocol/attributes.ts'
import { type Filter, readFilter } from './protocol/filter.ts'
import { matches, requiredValue } from './protocol/matches.ts'
import type { Kept } from './protocol/resource.ts'
import { badRequest } from './protocol/scim-error.ts'
import { providerGroups, provisionedStaff } from './queries.ts'
import { type Chosen, chosenFrom, type Resource } from './representation.ts'
import type { ScimContext } from './scim-request.ts'
import { type Place, usersFrom } from './users.ts'

/** The most resources of one response: a client asks for the next page. */
export const mostResults = 200

export type ListQuery = Chosen & { filter?: unknown; startIndex?: unknown; count?: unknown }

type Reads = Pick<ScimContext<'provisioned-staff:view'>, 'sql'>

function numberOf(name: string, value: unknown, otherwise: number): number {
  if (value === undefined || value === '') return otherwise
  if (typeof value !== 'string' || !/^-?\d{1,9}$/.test(value))
    throw badRequest('invalidValue', `${name} must be a whole number.`)
  return Number(value)
}

/** Lists what a filter matches, page by page (RFC 7644, section 3.4.2). `startIndex` counts from 1; a smaller one means 1. */
async function listed(
  type: ResourceType,
  query: ListQuery,
  load: (filter: Filter | undefined, isIn: (name: string) => string | null) => Promise<Resource[]>,
) {
  if (query.filter !== undefined && typeof query.filter !== 'string')
    throw badRequest('invalidFilter', 'filter must be one text.')
  const filter = query.filter === undefined ? undefined : readFilter(query.filter)
  const startIndex = Math.max(1, numberOf('startIndex', query.startIndex, 1))
  const count = Math.min(mostResults, Math.max(0, numberOf('count', query.count, mostResults)))
  const isIn = (name: string) => (filter && requiredValue(filter, type, name)) ?? null
  const all = await load(filter, isIn)
  const matching = filter ? all.filter((resource) => matches(filter, type, resource)) : all
  const page = matching.slice(startIndex - 1, startIndex - 1 + count)
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: matching.length,
    startIndex,
    itemsPerPage: page.length,
    Resources: page.map((resource): Kept => chosenFrom(type, resource, query)),
  }
}

/** Lists people. What the filter says about user name, external id and id narrows the search in the database. */
export const listUsers = (context: Reads, query: ListQuery, place: Place) =>
  listed(resourceTypes.User, query, async (_, isIn) => {
    const rows = await provisionedStaff(context.sql, {
      userName: isIn('userName'),
      externalId: isIn('externalId'),
      scimId: isIn('id'),
    })
    return usersFrom(context, rows, place)
  })

/** Returns whether members are of use: the filter names them, or the response has them. */
const needsMembers = (filter: Filter | undefined, { excludedAttributes }: Chosen): boolean =>
  JSON.stringify(filter ?? '')
    .toLowerCase()
    .includes('members') ||
  !String(excludedAttributes ?? '')
    .toLowerCase()
    .includes('members')

export const listGroups = (context: Reads, query: ListQuery, place: Place) =>
  listed(resourceTypes.Group, query, async (filter, isIn) => {
    const rows = await providerGroups(context.sql, {
      displayName: isIn('displayName'),
      externalId: isIn('externalId'),
      scimId: isIn('id'),
    })
    return groupsFrom(context, rows, place, needsMembers(filter, query))
  })
