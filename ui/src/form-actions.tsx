import type { ComponentChildren } from 'preact'

/** The row of buttons that ends a form: the primary one first, each across the screen on a phone. */
export function FormActions({ children }: { children: ComponentChildren }) {
  return <div class="form-actions">{children}</div>
}
