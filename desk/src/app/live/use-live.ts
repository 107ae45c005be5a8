import type { LiveChange, LiveKind, LiveRow } from '@porchlight/contract/live.ts'
import { useEffect, useRef } from 'preact/hooks'
import { hasSessionEnded } from '../session.ts'
import { isLive, onLiveChange } from './live-news.ts'

export type LiveInterest = {
  kinds: readonly LiveKind[]
  /** Whether a row is one of the screen's: without it, all are. Where rows are not named, it is taken to be. */
  isAbout?: ((row: LiveRow, kind: LiveKind) => boolean) | undefined
  /** Milliseconds between two calls at least: a second; more where asking again is dear. */
  restMs?: number | undefined
  /**
   * What the screen does by itself while nothing is heard of changes: asks so often, or (where each reading is a line in the
   * record) when the reader comes back to the page after a while. Half a minute, where it does not say.
   */
  otherwise?: number | 'when-seen-again' | undefined
}

/** The rows of the screen that changed; null: some, or perhaps some. */
export type LiveRows = readonly LiveRow[] | null

/** Short looks elsewhere cost nothing. */
const awayMs = 15_000

/** Between two calls: a busy minute does not keep a screen asking. */
const usualRestMs = 1_000

/**
 * Calls back when something that the screen shows has changed elsewhere: at once, and once a second at most (`restMs`); while the page
 * is not seen, when it is seen again. Where changes are not heard of, it calls back every so often instead.
 */
export function useLive(interest: LiveInterest, onChange: (rows: LiveRows) => void): void {
  const current = useRef({ interest, onChange })
  current.current = { interest, onChange }
  const { otherwise = 30_000 } = interest
  const heard = isLive.value

  useEffect(() => {
    let waiting: LiveRows | undefined
    let lastAt = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const call = () => {
      timer = undefined
      // At the end of the session there is nothing to be had; what changed meanwhile is read when somebody is back.
      if (waiting === undefined || document.visibilityState === 'hidden' || hasSessionEnded.peek()) return
      const rows = waiting
      waiting = undefined
      lastAt = Date.now()
      current.current.onChange(rows)
    }
    const soon = () => {
      const { restMs = usualRestMs } = current.current.interest
      timer ??= setTimeout(call, Math.max(0, lastAt + restMs - Date.now()))
    }
    const hear = (change: LiveChange) => {
      const rows = ownRows(change, current.current.interest)
      if (rows === undefined) return
      waiting = rows === null || waiting === null ? null : [...(waiting ?? []), ...rows]
      soon()
    }
    const stop = onLiveChange(hear)
    document.addEventListener('visibilitychange', soon)
    return () => {
      stop()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', soon)
    }
  }, [])

  useEffect(() => {
    if (heard) return
    let leftAt = Date.now()
    const look = () => {
      if (document.visibilityState === 'visible' && !hasSessionEnded.peek()) current.current.onChange(null)
    }
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') leftAt = Date.now()
      else if (Date.now() - leftAt > awayMs) look()
    }
    const timer = otherwise === 'when-seen-again' ? undefined : setInterval(look, otherwise)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [heard, otherwise])
}

/** What of a change is the screen's; undefined where nothing is. */
export function ownRows(change: LiveChange, { kinds, isAbout }: LiveInterest): LiveRows | undefined {
  const { kind, rows } = change
  if (kind === 'everything') return null
  if (!kinds.includes(kind)) return undefined
  if (rows === null || !isAbout) return rows
  const own = rows.filter((row) => isAbout(row, kind))
  return own.length > 0 ? own : undefined
}
