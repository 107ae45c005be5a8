import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { refusalOf } from './use-answer.ts'

type Page<Row> = { rows: readonly Row[]; nextBefore: number | null }

export type Pages<Row> = {
  /** The decision behind the question. */
  action: Action
  /** Undefined until the first page is here. */
  rows: readonly Row[] | undefined
  refusal: RefusalBody | undefined
  hasOlder: boolean
  /** Adds the next older page, or asks for the first again after a refusal. */
  more: () => void
}

type Held<Row> = { key: string; page?: Page<Row>; refusal?: RefusalBody }

/** A list that grows towards the older, from the newest. A new `key` begins again; answers to the old one are dropped. */
export function usePages<Row>(
  key: string,
  action: Action,
  ask: (client: Client, before: number | undefined) => Promise<Page<Row>>,
): Pages<Row> {
  const { clientUntil, lacks } = useDesk()
  const isLacking = lacks(action)
  const [held, setHeld] = useState<Held<Row>>()
  const question = useRef(ask)
  question.current = ask
  const running = useRef<AbortController>(undefined)

  const load = useCallback(
    async (last: Page<Row> | undefined) => {
      running.current?.abort()
      const stop = new AbortController()
      running.current = stop
      try {
        const page = await question.current(clientUntil(stop.signal), last?.nextBefore ?? undefined)
        if (stop.signal.aborted) return
        setHeld({ key, page: { ...page, rows: [...(last?.rows ?? []), ...page.rows] } })
      } catch (error) {
        if (!stop.signal.aborted) setHeld({ key, ...(last && { page: last }), refusal: refusalOf(error) })
      }
    },
    [key, clientUntil],
  )
  useEffect(() => {
    if (isLacking) return
    void load(undefined)
    return () => running.current?.abort()
  }, [load, isLacking])
  const current = held?.key === key ? held : undefined
  return {
    action,
    rows: current?.page?.rows,
    refusal: isLacking ? { reason: 'permission-missing' } : current?.refusal,
    hasOlder: current?.page?.nextBefore != null,
    more: () => void load(current?.page),
  }
}
