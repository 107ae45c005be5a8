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
  /** The question that these rows answer. */
  key: string
  /** Undefined until the first page is here. */
  rows: readonly TaskRow[] | undefined
  nextCursor: string | null
  isNameCut: boolean
  refusal: RefusalBody | undefined
  isAsked: boolean
  /** What came or went elsewhere since; it is shown when the reader asks for it. */
  news: RowNews | undefined
}

export type TaskList = {
  held: ReadonlySignal<Held>
  /** What was typed of persons and things. */
  typed: ReadonlySignal<Typed>
  /** The tasks that are ticked, of the rows that are here. */
  chosen: ReadonlySignal<ReadonlySet<number>>
  /** Where the reader was when leaving for a task. */
  place: { scroll: number; tableScroll: number; taskId: number | undefined }
  type(typed: Typed): void
  /** Asks for the first page, unless its answer is here: coming back finds what was there. */
  show(terms: TaskTerms, order: TaskOrder): Promise<void>
  /** The first page of the same question once more. */
  again(): Promise<void>
  /** Something changed elsewhere: rows change where they are, and what came or went is told. */
  refresh(): Promise<void>
  more(): Promise<void>
  choose(taskIds: readonly number[], isChosen: boolean): void
}

/** A list that is longer than this is not read again for every change elsewhere. */
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

/** The tasks that answer to one question, page by page. Only the answer to the last question counts. */
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
  /** Whether something changed elsewhere while a page was on its way: it may have been read before. */
  let isOutdated = false

  async function load(key: string, before: readonly TaskRow[] | undefined, cursor: string | undefined) {
    stop.abort()
    stop = new AbortController()
    const { signal: given } = stop
    const last = held.peek()
    held.value = before
      ? { ...last, isAsked: true, refusal: undefined }
      : { ...nothing, key, rows: last.key === key ? last.rows : undefined, isAsked: true }
    try {
      const answer = await ask({ ...question, ...(cursor !== undefined && { cursor }) }, given)
      if (given.aborted) return
      const { tasks, nextCursor, isNameCut } = answer
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
    isOutdated = isAsked
    if (!rows || isAsked || rows.length > mostRefreshed) return
    const { signal: given } = stop
    try {
      const fresh: TaskRow[] = []
      let cursor: string | null | undefined
      // One page more than is shown: rows that came in push others down.
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
      // Out of order for a moment: what is shown stays.
    }
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
