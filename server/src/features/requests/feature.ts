import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { requestOf, requestSteps, requestsOf } from './queries.ts'
import { detailsOf } from './rules.ts'

const PAGE = 20

const handlers: HandlersOf<'listRequests' | 'readRequest'> = {
  listRequests: async ({ query: { before } }, { sql, grant }) => {
    const { accountId, webUserId } = grant
    const rows = await requestsOf(sql, { accountId, webUserId, before: before ?? null })
    const requests = rows.slice(0, PAGE)
    const last = rows.length > PAGE ? requests.at(-1) : undefined
    return {
      requests: requests.map(({ createdAt, ...request }) => ({
        ...request,
        createdAt: createdAt.toISOString(),
      })),
      nextBefore: last?.taskId ?? null,
    }
  },

  readRequest: async ({ params: { taskId } }, { sql, grant }) => {
    const { accountId, webUserId } = grant
    const row = await requestOf.first(sql, { accountId, taskId, webUserId })
    if (!row) throw new Refusal('not-found')
    const steps = await requestSteps(sql, { taskId })
    const { payload, createdAt, ...request } = row
    return {
      ...request,
      createdAt: createdAt.toISOString(),
      details: detailsOf(payload),
      steps: steps.map(({ state, at }) => ({ state, at: at.toISOString() })),
    }
  },
}

export const requests = feature({
  handlers,
})
