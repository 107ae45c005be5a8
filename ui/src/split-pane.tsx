import type { ComponentChildren } from 'preact'

export type SplitPaneProps = {
  /** The list that stays. */
  side: ComponentChildren
  sideLabel: string
  /** What was picked from it. */
  children: ComponentChildren
}

/** A list beside what was picked from it; one over the other where there is no room. The list's edge can be dragged. */
export function SplitPane({ side, sideLabel, children }: SplitPaneProps) {
  return (
    <div class="contained split-container">
      <div class="split-pane">
        <section class="split-side" aria-label={sideLabel}>
          {side}
        </section>
        <div class="split-main">{children}</div>
      </div>
    </div>
  )
}
