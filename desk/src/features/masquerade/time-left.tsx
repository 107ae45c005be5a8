import { useEffect, useState } from 'preact/hooks'

/** Returns the time now, in milliseconds, and renders again every second. */
function useSeconds(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Returns milliseconds as minutes and seconds: `4:07`. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** How long a masquerade still lasts, counting down. A screen reader reads it when asked, not each second. */
export function TimeLeft({ endsAt }: { endsAt: string }) {
  const now = useSeconds()
  return (
    <time dateTime={endsAt} role="timer" aria-live="off">
      {minutesAndSeconds(Date.parse(endsAt) - now)}
    </time>
  )
}
