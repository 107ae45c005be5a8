import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { TaskColumn } from '@porchlight/contract/task-choices.ts'
import { type TaskAddress, withoutGaps } from '#app/task-address.ts'
import { orderOf } from './task-terms.ts'

export type SavedView = Response<Api['listSavedViews']>['views'][number]

/** Returns what a view keeps of an address: no customer's ids. */
export function filtersOf({ accountId: _, webUserId: _w, sort: _s, direction: _d, ...filters }: TaskAddress) {
  return withoutGaps(filters)
}

/** The address of a view. */
export const addressOf = ({ filters, order }: Pick<SavedView, 'filters' | 'order'>): TaskAddress =>
  withoutGaps({ ...filters, ...order })

/** Returns whether what is shown is what a view keeps. */
export const isShown = (view: SavedView, address: TaskAddress, columns: readonly TaskColumn[]) =>
  JSON.stringify([sorted(view.filters), view.order, [...view.columns].sort()]) ===
  JSON.stringify([sorted(filtersOf(address)), orderOf(address), [...columns].sort()])
const sorted = (filters: object) =>
  Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => a.localeCompare(b))
