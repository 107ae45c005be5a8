import type { Sql } from '#database/sql.ts'
import { groupsOfCsr } from '#features/desk/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal, refuseField, refuseStale } from '#policy/refusal.ts'
import {
  deleteSavedView,
  insertSavedView,
  lockSavedViews,
  ownSavedViews,
  savedViewsSeen,
  updateSavedView,
} from './queries.ts'
import { type KeptView, viewOf } from './rules.ts'

const mostViews = 50

export const savedViewsHandlers: HandlersOf<
  'listSavedViews' | 'addSavedView' | 'changeSavedView' | 'removeSavedView'
> = {
  listSavedViews: async (_, { sql, grant }) => {
    const { csrId } = grant
    const [rows, csrGroups] = await Promise.all([savedViewsSeen(sql, { csrId }), groupsOfCsr(sql, { csrId })])
    const views = rows.map((row) => ({
      ...viewOf(row),
      savedViewId: row.savedViewId,
      version: row.version,
      isOwn: row.isOwn,
      ownerName: row.ownerName,
    }))
    return { views, csrGroups }
  },

  addSavedView: async ({ body }, { sql, grant, note }) => {
    const own = await ownFor(sql, grant, body)
    if (own.length >= mostViews) throw refuseField('name', 'too-many-views')
    const { filters, order, ...rest } = body
    const added = await insertSavedView.one(sql, grant, { ...rest, terms: { filters, order } })
    note({ event: 'changed', details: { savedViewId: added.savedViewId, csrGroup: body.csrGroup } })
    return added
  },

  changeSavedView: async ({ body }, { sql, grant, note }) => {
    const { savedViewId } = grant
    const { version, ...view } = body
    const own = await ownFor(sql, grant, view, savedViewId)
    const { filters, order, ...rest } = view
    const stored = own.find((row) => row.savedViewId === savedViewId)
    if (!stored) throw new Refusal('not-found')
    if (stored.version !== version) throw refuseStale<KeptView>(view, viewOf(stored), stored.version)
    const changed = await updateSavedView.one(sql, grant, { ...rest, terms: { filters, order } })
    note({ event: 'changed', details: { savedViewId, csrGroup: view.csrGroup } })
    return changed
  },

  removeSavedView: async ({ body }, { sql, grant, note }) => {
    const { csrId, savedViewId } = grant
    await lockSavedViews(sql, { csrId })
    const stored = (await ownSavedViews(sql, { csrId })).find((row) => row.savedViewId === savedViewId)
    if (!stored) throw new Refusal('not-found')
    if (stored.version !== body.version) throw new Refusal('version-conflict', { version: stored.version })
    await deleteSavedView(sql, grant)
    note({ event: 'changed', details: { savedViewId, removed: true } })
    return {}
  },
}

/** The CSR's own views, held against other changes. Refuses a name that another has, and a group that the CSR is not in. */
async function ownFor(
  sql: Sql,
  grant: Grant<'saved-view:add' | 'saved-view:change'>,
  { name, csrGroup }: Pick<KeptView, 'name' | 'csrGroup'>,
  savedViewId?: number,
) {
  const { csrId } = grant
  await lockSavedViews(sql, { csrId })
  const [own, groups] = await Promise.all([ownSavedViews(sql, { csrId }), groupsOfCsr(sql, { csrId })])
  const isTaken = own.some(
    (row) => row.savedViewId !== savedViewId && row.name.toLowerCase() === name.toLowerCase(),
  )
  if (isTaken) throw refuseField('name', 'name-taken')
  const isMember = csrGroup === null || groups.some((group) => group.csrGroup === csrGroup)
  if (!isMember) throw refuseField('csrGroup', 'not-valid')
  return own
}
