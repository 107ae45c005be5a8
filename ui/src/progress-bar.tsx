import type { ComponentChildren } from 'preact'

export type ProgressBarProps = {
  id: string
  label: ComponentChildren
  /** Undefined while the progress is unknown. */
  value?: number | undefined
  max?: number | undefined
  /** The state in words: "Step 2 of 4". */
  text?: ComponentChildren
}

/** Shows progress as a bar and in words. */
export function ProgressBar({ id, label, value, max = 1, text }: ProgressBarProps) {
  return (
    <div class="progress">
      <label for={id}>{label}</label>
      {text && <span class="progress-text">{text}</span>}
      <progress id={id} max={max} {...(value === undefined ? {} : { value })} />
    </div>
  )
}
