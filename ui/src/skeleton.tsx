import { VisuallyHidden } from './visually-hidden.tsx'

export type SkeletonProps = {
  /** "Loading bills": read out once. */
  label: string
  lines?: number | undefined
}

/** Gray lines in the place of text to come; they appear after 200 ms, so what is fast never flickers. */
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
