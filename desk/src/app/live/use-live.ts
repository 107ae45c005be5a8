import type { LiveChange, LiveKind, LiveRow } from '@porchlight/contract/live.ts'
import { useEffect, useRef } from 'preact/hooks'
import { hasSessionEnded } from '../session.ts'
import { isLive, onLiveChange } from './live-news.ts'

export type LiveInterest = {
  kinds: readonly LiveKind[]
  /** Returns whether the screen shows a row. Without it, every row counts, as it does when a change names no rows. */
  isAbout?: ((row: LiveRow, kind: LiveKind) => boolean) | undefined
  /** Minimum milliseconds between two calls. Default: one second; longer where the query is expensive. */
  restMs?: number | undefined
  /**
   * Fallback without a live stream: the polling interval in milliseconds, or (where each read adds a line to the record) a read
   * when the reader returns to the page after a while. Default: half a minute.
   */
  otherwise?: number | 'when-seen-again' | undefined
}

/** The changed rows of the screen; null if the change does not say which rows changed. */
export type LiveRows = readonly LiveRow[] | null

/** An absence shorter than this, in milliseconds, causes no reload. */
const awayMs = 15_000

/** Default milliseconds between two calls, so that many changes in a row do not cause as many requests. */
const usualRestMs = 1_000

/**
 * Calls back when something that the screen shows has changed on the server: at once, but at most once per `restMs`. While the
 * page is hidden, it waits until the page is visible. Without a live stream it polls instead.
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
      // After the session has ended every read is refused. The changes are read after the next sign-in.
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

/** Returns the part of a change that concerns the screen; undefined if none does. */
export function ownRows(change: LiveChange, { kinds, isAbout }: LiveInterest): LiveRows | undefined {
  const { kind, rows } = change
  if (kind === 'everything') return null
  if (!kinds.includes(kind)) return undefined
  if (rows === null || !isAbout) return rows
  const own = rows.filter((row) => isAbout(row, kind))
  return own.length > 0 ? own : undefined
}
