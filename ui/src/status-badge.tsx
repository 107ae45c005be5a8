import type { ComponentChildren } from 'preact'

export type StatusTone = 'neutral' | 'progress' | 'info' | 'success' | 'warning' | 'danger'

/** One shape for each tone, on a 12 × 12 grid: [outline, filled]. */
const shapes: Record<StatusTone, readonly [outline: string, filled: string]> = {
  neutral: ['M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z', ''],
  progress: ['M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z', 'M6 1.5a4.5 4.5 0 0 1 0 9z'],
  info: ['', 'M6 .7 11.3 6 6 11.3.7 6z'],
  success: ['M1.5 6.5 4.7 9.7 10.5 2.8', ''],
  warning: ['', 'M6 .8 11.7 11H.3z'],
  danger: ['M2 2l8 8M10 2l-8 8', ''],
}

export type StatusBadgeProps = { tone?: StatusTone | undefined; children: ComponentChildren }

/** A state as a word and a shape; the color only repeats them. */
export function StatusBadge({ tone = 'neutral', children }: StatusBadgeProps) {
  const [outline, filled] = shapes[tone]
  return (
    <span class={`status status-${tone}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">
        {outline && <path d={outline} />}
        {filled && <path d={filled} fill="currentColor" stroke="none" />}
      </svg>
      {children}
    </span>
  )
}
