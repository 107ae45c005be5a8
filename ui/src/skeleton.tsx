import { VisuallyHidden } from './visually-hidden.tsx'

export type SkeletonProps = {
  /** "Loading bills": read out once. */
  label: string
  lines?: number | undefined
}

/** Gray lines in place of text that is loading. They appear after 200 ms, so that fast responses do not flicker. */
export function Skeleton({ label, lines = 3 }: SkeletonProps) {
  return (
    <div class="skeleton" role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  )
}
