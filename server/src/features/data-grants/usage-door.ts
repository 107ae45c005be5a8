import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { Sql } from '#database/sql.ts'
import { accountServicePoints, exportUsage } from '#features/usage/index.ts'
import { hostOf } from '#http/host-of.ts'
import { badRequest, OAuthError } from '#http/oauth-error.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import { hashToken } from '#sessions/token.ts'
import type { DoorContext } from '../../door.ts'
import { liveDataGrant, noteDataRead } from './queries.ts'
import { answerThirdParty, asThirdParty, type ThirdPartyDoor } from './third-party-request.ts'

type LiveGrant = Awaited<ReturnType<typeof liveDataGrant>>[number]

const types = { xml: 'application/atom+xml; charset=utf-8', csv: 'text/csv; charset=utf-8' }
const aMonth = /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/

/** Returns the grant of the bearer token of a request, if it works now. It is asked again for each part of a long answer. */
async function grantOf(sql: Sql, { headers }: FastifyRequest, timeZone: string): Promise<LiveGrant> {
  const [, token] = /^Bearer ([\w-]{20,200})$/i.exec(headers.authorization ?? '') ?? []
  const grant =
    token === undefined
      ? undefined
      : await liveDataGrant.first(sql, { tokenHash: hashToken(token), kind: 'access', timeZone })
  if (!grant)
    throw new OAuthError('invalid_token', 'The access token is not known here, or is over.', 'no-token')
  return grant
}

/** Returns the service points of a grant's account, with the days that the grant covers. */
async function sharedPoints(sql: Sql, { accountId, readingsFrom }: LiveGrant) {
  const points = await accountServicePoints(sql, accountId)
  return points
    .map((point) => ({
      ...point,
      cover: point.cover
        .filter(({ until }) => until === null || until >= readingsFrom)
        .map(({ from, until }) => ({ from: from > readingsFrom ? from : readingsFrom, until })),
    }))
    .filter(({ cover, hasReadings }) => cover.length > 0 && hasReadings)
}

/** Returns the months that a request names, within the grant. Throws where they are not months, or more than three years. */
function monthsOf({ query }: FastifyRequest, { readingsFrom }: LiveGrant, today: string) {
  const given = query as Record<string, string | undefined>
  const first = readingsFrom.slice(0, 7)
  const { from = first, until = today.slice(0, 7) } = given
  if (!aMonth.test(from) || !aMonth.test(until))
    throw badRequest('from and until are months: YYYY-MM.', 'not-a-month')
  const start = from > first ? from : first
  if (until < start) throw badRequest('until is before from.', 'until-before-from')
  if (Number(until.slice(0, 4)) - Number(start.slice(0, 4)) > 3)
    throw badRequest('Ask for three years at most.', 'too-long')
  return { from: start, until }
}

/**
 * Serves the readings of an account to third parties with the customer's grant, by a bearer token: which meters there are, and Green
 * Button (ESPI) or CSV of each. Every part is decided anew, so that a grant that ends also ends a long answer.
 */
export function serveUsageToThirdParties({ app, http, database }: DoorContext): void {
  const { origins, timeZone, utilityName: title } = http.installation
  const constraints = { host: hostOf(origins.portal) }
  const options = { constraints, exposeHeadRoute: false, config: { action: 'data-grant:use' } } as const
  const pool = database.worker
  const door: ThirdPartyDoor = { http, pool }
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone })

  app.get('/data-access/meters', options, (request, response) =>
    answerThirdParty(door, request, response, async (incomingRequest) => {
      const grant = await grantOf(pool, request, timeZone)
      return asThirdParty(door, incomingRequest, grant.clientId, async ({ sql, note }) => {
        note({ event: 'read', accountId: grant.accountId, details: { dataGrant: grant.dataGrantId } })
        const points = await sharedPoints(sql, grant)
        return {
          endsOn: grant.endsOn,
          meters: points.map(({ servicePointId, serviceType, cover }) => ({
            servicePointId,
            serviceType,
            cover,
          })),
        }
      })
    }),
  )

  for (const format of ['xml', 'csv'] as const)
    app.get(`/data-access/meters/:servicePointId/readings.${format}`, options, (request, response) =>
      answerThirdParty(door, request, response, async (incomingRequest) => {
        const wanted = await firstPart(incomingRequest, request, format)
        response.type(types[format])
        return Readable.from(wanted, { objectMode: false, highWaterMark: 1 })
      }),
    )

  /** Reads the first part before the answer begins, so that a refusal is sent as one. Returns all parts. */
  async function firstPart(incomingRequest: IncomingRequest, request: FastifyRequest, format: 'xml' | 'csv') {
    const { servicePointId } = request.params as { servicePointId: string }
    const part = async (at: string | undefined) => {
      const live = await grantOf(pool, request, timeZone)
      const now = new Date()
      const months = monthsOf(request, live, calendar.format(now))
      return asThirdParty(door, incomingRequest, live.clientId, async ({ sql, grant, note }) => {
        const point = (await sharedPoints(sql, live)).find(
          (one) => String(one.servicePointId) === servicePointId,
        )
        if (!point) throw badRequest('There is no such meter in this grant.', 'unknown-meter')
        if (at === undefined) {
          await noteDataRead(sql, grant, { ofGrantId: live.dataGrantId })
          const details = { dataGrant: live.dataGrantId, servicePoint: point.servicePointId, ...months }
          note({ event: 'read', accountId: live.accountId, details })
        }
        return exportUsage(sql, point, { format, ...months, at, timeZone, title, now: now.toISOString() })
      })
    }
    const first = await part(undefined)
    return (async function* () {
      for (let one = first; ; one = await part(one.next)) {
        yield one.text
        if (one.next === null) return
      }
    })()
  }
}
