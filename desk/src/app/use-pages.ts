import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { type RowKey, type RowNews, updatedInPlace } from './live/updated-in-place.ts'
import { refusalOf } from './use-answer.ts'

type Page<Row> = { rows: readonly Row[]; nextBefore: number | null }

export type Pages<Row> = {
  /** The action that the server's policy decides for this request. */
  action: Action
  /** Undefined until the first page has arrived. */
  rows: readonly Row[] | undefined
  refusal: RefusalBody | undefined
  hasOlder: boolean
  /** Loads the next older page, or the first one again after a refusal. */
  more: () => void
  /** Refetches after a live change. Updates the shown rows in place and reports added and removed rows in `news`. */
  refresh: () => void
  /** Reloads the list: adds new rows and removes those that are gone. */
  again: () => void
  /** The rows that the server added or removed since the list was loaded; undefined if there are none. */
  news: RowNews | undefined
}

type Held<Row> = { key: string; page?: Page<Row>; refusal?: RefusalBody; news?: RowNews | undefined }

/**
 * Loads a list page by page, newest rows first. A new `key` starts a new list and drops responses for the old one.
 * @param keyOf returns the identity of a row, for lists that are updated live
 */
export function usePages<Row>(
  key: string,
  action: Action,
  ask: (client: Client, before: number | undefined) => Promise<Page<Row>>,
  keyOf?: (row: Row) => RowKey,
): Pages<Row> {
  const { clientUntil, refusedFor } = useDesk()
  const reason = refusedFor(action)
  const [held, setHeld] = useState<Held<Row>>()
  const question = useRef({ ask, keyOf })
  question.current = { ask, keyOf }
  const running = useRef<AbortController>(undefined)
  /** Whether a page is in flight, and whether a live change came since it was requested. */
  const loading = useRef({ isAsked: false, isOutdated: false })
  const isReadAnew = useRef(false)
  const begin = useCallback(() => {
    running.current?.abort()
    running.current = new AbortController()
    loading.current = { isAsked: false, isOutdated: false }
    return running.current.signal
  }, [])

  /** Refetches the shown rows, newest first, and a few more, because new rows push the older ones down. */
  const readAgain = useCallback(
    async (shown: Page<Row>, mayBeInPlace: boolean) => {
      const { keyOf } = question.current
      // A live change during a full reload must not reduce it to an update in place.
      const isInPlace = mayBeInPlace && !isReadAnew.current
      const signal = begin()
      isReadAnew.current = !isInPlace
      try {
        const rows: Row[] = []
        let before: number | undefined
        let isMore = true
        for (let extra = isInPlace ? 1 : 0; isMore && extra >= 0; ) {
          const page = await question.current.ask(clientUntil(signal), before)
          rows.push(...page.rows)
          before = page.nextBefore ?? undefined
          isMore = before !== undefined
          if (rows.length >= shown.rows.length) extra -= 1
        }
        if (signal.aborted) return
        isReadAnew.current = false
        const fresh = { rows, nextBefore: before ?? null }
        if (!isInPlace || !keyOf || shown.rows.length === 0) return setHeld({ key, page: fresh })
        const { rows: updated, news } = updatedInPlace(shown.rows, rows, keyOf, {
          isWhole: !isMore,
          isShownWhole: shown.nextBefore === null,
        })
        setHeld({ key, page: { ...shown, rows: updated }, news })
      } catch (error) {
        if (signal.aborted) return
        isReadAnew.current = false
        const refusal = refusalOf(error)
        // In a short outage the shown rows stay.
        if (refusal.reason !== 'out-of-order') setHeld({ key, page: shown, refusal })
      }
    },
    [key, clientUntil, begin],
  )

  const load = useCallback(
    async (last: Held<Row> | undefined) => {
      const signal = begin()
      loading.current.isAsked = true
      isReadAnew.current = false
      try {
        const before = last?.page?.nextBefore ?? undefined
        const page = await question.current.ask(clientUntil(signal), before)
        if (signal.aborted) return
        const { isOutdated } = loading.current
        loading.current.isAsked = false
        const whole = { ...page, rows: [...(last?.page?.rows ?? []), ...page.rows] }
        setHeld({ key, news: last?.news, page: whole })
        if (isOutdated) void readAgain(whole, true)
      } catch (error) {
        if (signal.aborted) return
        loading.current.isAsked = false
        setHeld({ key, ...last, refusal: refusalOf(error) })
      }
    },
    [key, clientUntil, begin, readAgain],
  )

  useEffect(() => {
    if (reason) return
    void load(undefined)
    return () => running.current?.abort()
  }, [load, reason])
  const current = held?.key === key ? held : undefined
  const read = (isInPlace: boolean) => {
    if (current?.page) void readAgain(current.page, isInPlace)
  }
  return {
    action,
    rows: current?.page?.rows,
    refusal: reason ? { reason } : current?.refusal,
    hasOlder: current?.page?.nextBefore != null,
    more: () => void load(current),
    refresh: () => {
      if (loading.current.isAsked) loading.current.isOutdated = true
      else read(true)
    },
    again: () => read(false),
    news: current?.news,
  }
}
