import { mostExported } from '@porchlight/contract/task-choices.ts'
import { planOnce } from '#database/queries.ts'
import { exportPeople } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { body as bodyOf, head } from '../export-page.ts'
import { findTaskIds, findTasks } from '../find/find-tasks.ts'
import { newestFirst } from '../find/place.ts'
import { scopeOf } from '../find/scope.ts'
import { masked, shown } from '../shown-task.ts'
import { peopleOfTasks } from './queries.ts'

const pageSize = 1000

export const taskExportHandlers: HandlersOf<'exportTasks'> = {
  exportTasks: async ({ body }, { sql, installation, grant, note }) => {
    const { sort, direction, cursor, rowsBefore = 0, locale = 'en', ...terms } = body
    const csr = grant.actor
    const scope = await scopeOf(sql, terms, { csrId: csr.csrId, timeZone: installation.timeZone })
    await planOnce(sql, {})
    const order = { sort: sort ?? newestFirst.sort, direction: direction ?? newestFirst.direction }
    const left = mostExported - rowsBefore
    const { rows, nextCursor } = await findTasks(sql, scope, order, {
      cursor,
      size: Math.min(pageSize, left),
    })
    const isBegin = cursor === undefined
    // The whole file is counted ahead of its first line, so that a limit leaves no file and never half of one.
    const ids = isBegin ? await findTaskIds(sql, scope, order, left) : rows.map(({ taskId }) => taskId)
    const people = await peopleOfTasks(sql, { ids })
    const personIds = people.map(({ personId }) => personId)
    const fresh = await exportPeople(sql, grant, personIds)
    const total = rowsBefore + rows.length
    const next = total >= mostExported ? null : nextCursor
    // Which filters were used, never their values, which are personal data.
    const termNames = Object.keys(terms).sort().join(' ')
    if (isBegin)
      note({ event: 'read', details: { export: 'begun', asked: termNames, people: personIds.length } })
    // A page that names somebody whom no beginning counted: someone asks for pages by themselves.
    else if (fresh > 0)
      note({ event: 'read', details: { export: 'page', asked: termNames, rows: rows.length, people: fresh } })
    if (next === null) note({ event: 'read', details: { export: 'ended', rows: total } })
    const csv = (isBegin ? head(locale) : '') + bodyOf(rows.map((row) => masked(shown(row))))
    return { csv, rows: rows.length, nextCursor: next }
  },
}
