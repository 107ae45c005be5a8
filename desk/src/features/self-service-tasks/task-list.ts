import type { Api } from '@porchlight/contract/api.ts'
import type { Client } from '@porchlight/contract/client.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { TaskOrder, TaskTerms } from '@porchlight/contract/task-query.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import { type RowNews, updatedInPlace } from '#app/live/updated-in-place.ts'
import type { Typed } from './task-terms.ts'

export type TaskRow = Response<Api['queryTasks']>['tasks'][number]

type Held = {
  /** Identifies the query of these rows. */
  key: string
  /** Undefined until the first page has arrived. */
  rows: readonly TaskRow[] | undefined
  nextCursor: string | null
  isNameCut: boolean
  refusal: RefusalBody | undefined
  isAsked: boolean
  /** Rows that were added or removed on the server since. They are shown when the reader asks for them. */
  news: RowNews | undefined
}

export type TaskList = {
  held: ReadonlySignal<Held>
  /** The typed filters. They can be personal data, so the address must not contain them. */
  typed: ReadonlySignal<Typed>
  /** The ids of the loaded tasks whose check box is checked. */
  chosen: ReadonlySignal<ReadonlySet<number>>
  /** The scroll position and the task when the reader opened a task. */
  place: { scroll: number; tableScroll: number; taskId: number | undefined }
  type(typed: Typed): void
  /** Loads the first page, unless the list already shows this query, so that the reader returns to the same rows. */
  show(terms: TaskTerms, order: TaskOrder): Promise<void>
  /** Reloads the first page of the same query. */
  again(): Promise<void>
  /** Refetches after a live change. Updates rows in place, and reports added and removed rows in `news`. */
  refresh(): Promise<void>
  more(): Promise<void>
  choose(taskIds: readonly number[], isChosen: boolean): void
}

/** A longer list is not refetched after live changes. */
const mostRefreshed = 500

const nothing: Held = {
  key: '',
  rows: undefined,
  nextCursor: null,
  isNameCut: false,
  refusal: undefined,
  isAsked: false,
  news: undefined,
}

/** Creates the list of a query's tasks, loaded page by page. Only the response to the latest query counts. */
export function createTaskList(
  ask: (
    body: Parameters<Client['queryTasks']>[0]['body'],
    signal: AbortSignal,
  ) => Promise<Response<Api['queryTasks']>>,
  refusalOf: (error: unknown) => RefusalBody,
): TaskList {
  const held = signal<Held>(nothing)
  const typed = signal<Typed>({})
  const chosen = signal<ReadonlySet<number>>(new Set())
  const place: TaskList['place'] = { scroll: 0, tableScroll: 0, taskId: undefined }
  let question: TaskTerms & TaskOrder = { sort: 'created', direction: 'descending' }
  let stop = new AbortController()
  /** Whether a live change came while a response was in flight. The server may have read it before the change. */
  let isOutdated = false
  /** The signal of the refetch in flight. */
  let refreshing: AbortSignal | undefined

  async function load(key: string, before: readonly TaskRow[] | undefined, cursor: string | undefined) {
    stop.abort()
    stop = new AbortController()
    const { signal: given } = stop
    const last = held.peek()
    held.value = before
      ? { ...last, isAsked: true, refusal: undefined }
      : { ...nothing, key, rows: last.key === key ? last.rows : undefined, isAsked: true }
    try {
      const page = await ask({ ...question, ...(cursor !== undefined && { cursor }) }, given)
      if (given.aborted) return
      const { tasks, nextCursor, isNameCut } = page
      held.value = { ...nothing, key, rows: [...(before ?? []), ...tasks], nextCursor, isNameCut }
      const here = new Set(held.peek().rows?.map(({ taskId }) => taskId))
      chosen.value = new Set([...chosen.peek()].filter((taskId) => here.has(taskId)))
      if (isOutdated) void refresh()
    } catch (error) {
      if (!given.aborted) held.value = { ...held.peek(), refusal: refusalOf(error), isAsked: false }
    }
  }

  async function refresh() {
    const { key, rows, isAsked, nextCursor } = held.peek()
    const { signal: given } = stop
    // Of two refetches at once the one that ends last would be dropped, and with it the newer change.
    isOutdated = isAsked || refreshing === given
    if (!rows || isOutdated || rows.length > mostRefreshed) return
    refreshing = given
    try {
      const fresh: TaskRow[] = []
      let cursor: string | null | undefined
      // Fetches one page more than is shown, because new rows push older ones down.
      for (let extra = 1; cursor !== null && extra >= 0; ) {
        const page = await ask({ ...question, ...(cursor && { cursor }) }, given)
        fresh.push(...page.tasks)
        cursor = page.nextCursor
        if (fresh.length >= rows.length) extra -= 1
      }
      if (given.aborted || held.peek().rows !== rows) return
      const updated = updatedInPlace(rows, fresh, ({ taskId }) => taskId, {
        isWhole: cursor === null,
        isShownWhole: nextCursor === null,
      })
      held.value = { ...held.peek(), key, rows: updated.rows, news: updated.news }
    } catch {
      // In a short outage the shown rows stay.
    } finally {
      if (refreshing === given) refreshing = undefined
    }
    if (isOutdated && !given.aborted) await refresh()
  }

  return {
    held,
    typed,
    chosen,
    place,
    type(next) {
      typed.value = next
    },
    async show(terms, order) {
      const key = JSON.stringify([terms, order])
      const { key: last, rows, refusal } = held.peek()
      if (last === key && rows && !refusal) return
      question = { ...terms, ...order }
      Object.assign(place, { scroll: 0, tableScroll: 0, taskId: undefined })
      chosen.value = new Set()
      await load(key, undefined, undefined)
    },
    again: () => load(held.peek().key, undefined, undefined),
    refresh,
    async more() {
      const { key, rows, nextCursor } = held.peek()
      if (rows && nextCursor !== null) await load(key, rows, nextCursor)
      else if (!rows) await load(key, undefined, undefined)
    },
    choose(taskIds, isChosen) {
      const next = new Set(chosen.peek())
      for (const taskId of taskIds) isChosen ? next.add(taskId) : next.delete(taskId)
      chosen.value = next
    },
  }
}
