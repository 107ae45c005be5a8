import type { HandlersOf } from '#pipeline/handler.ts'
import { feature } from '../../feature.ts'
import { recentlyOpened } from './queries.ts'

const most = 10

const handlers: HandlersOf<'readRecentCustomers'> = {
  readRecentCustomers: async (_, { sql, grant }) => {
    const { csrId } = grant
    const rows = await recentlyOpened(sql, { csrId, limit: most })
    return { customers: rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() })) }
  },
}

export const recentCustomers = feature({
  handlers,
})
