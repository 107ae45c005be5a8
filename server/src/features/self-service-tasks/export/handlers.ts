import { mostExported } from '@porchlight/contract/task-choices.ts'
import { planOnce } from '#database/queries.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { csrOf } from '#policy/actor.ts'
import { body as bodyOf, head } from '../export-page.ts'
import { findTasks } from '../find/find-tasks.ts'
import { scopeOf } from '../find/scope.ts'
import { usualOrder } from '../find/usual-order.ts'
import { masked, shown } from '../shown-task.ts'

const pageSize = 1000

export const taskExportHandlers: HandlersOf<'exportTasks'> = {
  exportTasks: async ({ body }, { sql, installation, grant, note }) => {
    const { sort, direction, cursor, rowsBefore = 0, locale = 'en', ...terms } = body
    const scope = await scopeOf(sql, terms, {
      csrId: csrOf(grant.actor).csrId,
      timeZone: installation.timeZone,
    })
    await planOnce(sql, {})
    const order = { sort: sort ?? usualOrder.sort, direction: direction ?? usualOrder.direction }
    const size = Math.min(pageSize, mostExported - rowsBefore)
    const { rows, nextCursor } = await findTasks(sql, scope, order, { cursor, size })
    const total = rowsBefore + rows.length
    const next = total >= mostExported ? null : nextCursor
    // What was asked for, never by which words: whoever must know finds the rows again.
    const asked = Object.keys(terms).sort().join(' ')
    if (cursor === undefined) note({ event: 'read', details: { export: 'begun', asked } })
    if (next === null) note({ event: 'read', details: { export: 'ended', rows: total } })
    const csv = (cursor === undefined ? head(locale) : '') + bodyOf(rows.map((row) => masked(shown(row))))
    return { csv, rows: rows.length, nextCursor: next }
  },
}
