import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import { Refused } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { hasSessionEnded } from './session.ts'

export type Answer<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'refused'; refusal: RefusalBody }

export type Loaded<T> = {
  /** The action that the server's policy decides for this request. */
  action: Action
  answer: Answer<T>
  /** Reloads the data. The current data stays until the response arrives. */
  reload: () => void
  /** Reloads after a live change. If the server is out of order, the current data stays. */
  refresh: () => void
}

/** Returns the refusal for any thrown error. */
export function refusalOf(error: unknown): RefusalBody {
  if (error instanceof Refused) return error.body
  console.error(error)
  return { reason: 'unexpected-error' }
}

/**
 * Sends a request when `key` changes, and drops the response to an earlier request. If the page says that the server refuses
 * the action, it sends none, because a refusal adds a line to the record.
 */
export function useAnswer<T>(key: string, action: Action, ask: (client: Client) => Promise<T>): Loaded<T> {
  const { clientUntil, refusedFor } = useDesk()
  const reason = refusedFor(action)
  const [held, setHeld] = useState<{ key: string; answer: Answer<T> }>()
  const [turn, setTurn] = useState(0)
  const question = useRef(ask)
  question.current = ask
  const isQuiet = useRef(false)
  // A new turn repeats the same request.
  useEffect(() => {
    if (reason) return
    const stop = new AbortController()
    const keeps = isQuiet.current
    isQuiet.current = false
    const hold = (next: Answer<T>) => {
      if (stop.signal.aborted) return
      const refused = next.state === 'refused' ? next.refusal.reason : undefined
      // When the session ends, the data stays, and with it what was typed.
      const isKept = (keeps && refused === 'out-of-order') || refused === 'not-signed-in'
      setHeld((last) =>
        isKept && last?.key === key && last.answer.state === 'ready' ? last : { key, answer: next },
      )
    }
    question.current(clientUntil(stop.signal)).then(
      (value) => hold({ state: 'ready', value }),
      (error: unknown) => {
        if (!stop.signal.aborted) hold({ state: 'refused', refusal: refusalOf(error) })
      },
    )
    return () => stop.abort()
  }, [key, turn, clientUntil, reason])
  const reload = useCallback(() => setTurn((last) => last + 1), [])
  const wasOver = useRef(false)
  const isOver = hasSessionEnded.value
  useEffect(() => {
    if (wasOver.current && !isOver) reload()
    wasOver.current = isOver
  }, [isOver, reload])
  const refresh = useCallback(() => {
    isQuiet.current = true
    setTurn((last) => last + 1)
  }, [])
  if (reason) return { action, answer: { state: 'refused', refusal: { reason } }, reload, refresh }
  return { action, answer: held?.key === key ? held.answer : { state: 'loading' }, reload, refresh }
}
