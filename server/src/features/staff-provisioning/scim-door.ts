import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asOutage } from '#database/transaction.ts'
import { deskHost } from '#features/desk/index.ts'
import { Refusal } from '#policy/refusal.ts'
import type { DoorContext } from '../../door.ts'
import { changeGroup, createGroup, deleteGroup, readGroup } from './groups.ts'
import { type ListQuery, listGroups, listUsers, mostResults } from './list.ts'
import { type ResourceType, resourceTypes } from './protocol/attributes.ts'
import { discoveryDocuments } from './protocol/documents.ts'
import { applyPatch, readOperations } from './protocol/patch.ts'
import { type Kept, readResource } from './protocol/resource.ts'
import { badRequest, errorSchema, ScimError } from './protocol/scim-error.ts'
import { type Chosen, chosenFrom, type Resource, scimPath } from './representation.ts'
import { type ProvisioningAction, type ScimContext, scimRequest } from './scim-request.ts'
import { changeUser, createUser, deleteUser, type Place, readUser, refuseNoBody } from './users.ts'

const mediaType = 'application/scim+json; charset=utf-8'

/** A group of twenty thousand members fits. */
const mostBytes = 2 * 1024 * 1024

type Change = ScimContext<'provisioned-staff:change'>
type Reads = ScimContext<'provisioned-staff:view'>

/** What is done with the resources of one kind. */
type Work = {
  type: ResourceType
  list(context: Reads, query: ListQuery, place: Place): Promise<object>
  read(context: Reads, id: string, place: Place, query: Chosen): Promise<Resource>
  create(context: Change, body: unknown, place: Place): Promise<Resource>
  change(
    context: Change,
    id: string,
    ifMatch: string | undefined,
    place: Place,
    changed: (before: Kept) => Kept,
  ): Promise<Resource>
  remove(context: Change, id: string, ifMatch: string | undefined): Promise<void>
}

const works: readonly Work[] = [
  {
    type: resourceTypes.User,
    list: listUsers,
    read: readUser,
    create: createUser,
    change: changeUser,
    remove: deleteUser,
  },
  {
    type: resourceTypes.Group,
    list: listGroups,
    read: (context, id, place, { excludedAttributes }) =>
      readGroup(
        context,
        id,
        place,
        !String(excludedAttributes ?? '')
          .toLowerCase()
          .includes('members'),
      ),
    create: createGroup,
    change: changeGroup,
    remove: deleteGroup,
  },
]

/** Reads a change from the body of a PUT or PATCH. A body that cannot be read is refused before the resource is looked up. */
const changes = {
  PUT: (type: ResourceType, body: unknown) => {
    const attributes = readResource(type, body)
    return () => attributes
  },
  PATCH: (type: ResourceType, body: unknown) => {
    const operations = readOperations(body)
    return (before: Kept) => applyPatch(type, before, operations)
  },
}

const scimErrorOf = (thrown: unknown): ScimError | undefined => {
  if (thrown instanceof ScimError) return thrown
  if (thrown instanceof Refusal) return new ScimError(thrown.status, `Refused: ${thrown.reason}.`)
  const { statusCode, code } = thrown as { statusCode?: number; code?: string }
  if (statusCode === 413) return new ScimError(413, `The body is larger than ${mostBytes} bytes.`)
  if (statusCode === 415 || code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new ScimError(415, 'Send application/scim+json or application/json.')
  if (statusCode !== undefined && statusCode < 500)
    return badRequest('invalidSyntax', 'The request cannot be read.')
  return undefined
}

/**
 * Serves SCIM 2.0 (RFC 7643, RFC 7644) on the desk's origin, for the identity provider's client. It is not in the contract: its
 * requests and responses have the form that the RFCs give them, errors included. Each request has an action of the policy.
 */
export function serveScim(context: DoorContext): void {
  const { app } = context
  app.register(
    async (scope: FastifyInstance) => {
      scim(scope, context)
    },
    { prefix: scimPath },
  )
}

function scim(app: FastifyInstance, { http, database }: DoorContext): void {
  const { installation } = http
  const { origins, identityProvider, log } = installation
  const constraints = { host: deskHost(origins) }
  const place: Place = { deskOrigin: origins.desk, issuer: identityProvider.issuer }
  const options = { http, pool: database.desk }
  const documents = discoveryDocuments(`${origins.desk}${scimPath}`, mostResults)

  app.addContentTypeParser(
    'application/scim+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  )

  app.setErrorHandler((thrown: Error, request, response) => {
    const error = asOutage(thrown)
    const refusal = scimErrorOf(error)
    if (!refusal) log.error({ err: error, correlationId: request.id }, 'unexpected error')
    if (refusal?.status === 503) request.outage = thrown
    if (refusal?.status === 401) response.header('www-authenticate', 'Bearer realm="scim"')
    const body = refusal?.toBody() ?? {
      schemas: [errorSchema],
      status: '500',
      detail: 'Something went wrong here.',
    }
    return response
      .code(refusal?.status ?? 500)
      .type(mediaType)
      .send(JSON.stringify(body))
  })

  const within = <A extends ProvisioningAction, T>(
    request: FastifyRequest,
    action: A,
    work: (context: ScimContext<A>) => Promise<T>,
  ) => scimRequest(options, request, action, work)

  const send = (response: FastifyReply, body: object) =>
    response.header('cache-control', 'no-store').type(mediaType).send(JSON.stringify(body))

  const sendResource = (response: FastifyReply, type: ResourceType, resource: Resource, query: Chosen) => {
    response.header('etag', resource.meta.version)
    return send(response, chosenFrom(type, resource, query))
  }

  const discovered = (path: string, find: (id: string | undefined) => object | undefined) =>
    app.get(
      path,
      { constraints, exposeHeadRoute: false, config: { action: 'provisioned-staff:view' } },
      async (request, response) =>
        within(request, 'provisioned-staff:view', async () => {
          const { filter } = request.query as ListQuery
          if (filter !== undefined) throw new ScimError(403, 'What is discovered here takes no filter.')
          const document = find((request.params as { id?: string }).id)
          if (!document) throw new ScimError(404, 'There is no such document.')
          return document
        }).then((document) => send(response, document)),
    )
  const listOf = (documents: readonly object[]) => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: documents.length,
    startIndex: 1,
    itemsPerPage: documents.length,
    Resources: documents,
  })
  const named = <D extends { id: string }>(documents: readonly D[], id: string | undefined) =>
    documents.find((document) => document.id.toLowerCase() === id?.toLowerCase())
  discovered('/ServiceProviderConfig', () => documents.serviceProviderConfig)
  discovered('/Schemas', () => listOf(documents.schemas))
  discovered('/Schemas/:id', (id) => named(documents.schemas, id))
  discovered('/ResourceTypes', () => listOf(documents.resourceTypes))
  discovered('/ResourceTypes/:id', (id) => named(documents.resourceTypes, id))

  for (const { type, list, read, create, change, remove } of works) {
    const { endpoint } = type
    const viewing = { constraints, exposeHeadRoute: false, config: { action: 'provisioned-staff:view' } }
    const changing = { constraints, bodyLimit: mostBytes, config: { action: 'provisioned-staff:change' } }
    const idOf = (request: FastifyRequest) => (request.params as { id: string }).id
    const ifMatchOf = (request: FastifyRequest) => request.headers['if-match']

    app.get(endpoint, viewing, async (request, response) => {
      const query = request.query as ListQuery
      return send(response, await within(request, 'provisioned-staff:view', (ctx) => list(ctx, query, place)))
    })
    app.get(`${endpoint}/:id`, viewing, async (request, response) => {
      const query = request.query as Chosen
      const resource = await within(request, 'provisioned-staff:view', (ctx) =>
        read(ctx, idOf(request), place, query),
      )
      const tags = request.headers['if-none-match']?.replaceAll('W/', '').split(',') ?? []
      const version = resource.meta.version.replace('W/', '')
      if (tags.some((tag) => tag.trim() === version))
        return response.code(304).header('etag', resource.meta.version).send()
      return sendResource(response, type, resource, query)
    })
    app.post(endpoint, changing, async (request, response) => {
      const resource = await within(request, 'provisioned-staff:change', async (ctx) => {
        refuseNoBody(request.body)
        return create(ctx, request.body, place)
      })
      response.code(201).header('location', resource.meta.location)
      return sendResource(response, type, resource, request.query as Chosen)
    })
    for (const method of ['PUT', 'PATCH'] as const)
      app.route({
        method,
        url: `${endpoint}/:id`,
        ...changing,
        handler: async (request, response) => {
          const resource = await within(request, 'provisioned-staff:change', async (ctx) => {
            refuseNoBody(request.body)
            const changed = changes[method](type, request.body)
            return change(ctx, idOf(request), ifMatchOf(request), place, changed)
          })
          return sendResource(response, type, resource, request.query as Chosen)
        },
      })
    app.delete(`${endpoint}/:id`, changing, async (request, response) => {
      await within(request, 'provisioned-staff:change', (ctx) =>
        remove(ctx, idOf(request), ifMatchOf(request)),
      )
      return response.code(204).send()
    })
  }

  app.all('/*', { constraints, config: { action: 'provisioned-staff:view' } }, (request) =>
    within(request, 'provisioned-staff:view', async () => {
      const isLeftOut = /^\/scim\/v2\/(Bulk|Me)(\/|\?|$)/i.test(request.url)
      throw new ScimError(
        isLeftOut ? 501 : 404,
        isLeftOut ? 'This is not served here.' : 'There is no such address.',
      )
    }),
  )
}
