import type { ComponentChildren } from 'preact'

/**
 * Focuses an element when a script puts it on the page; pass it as `ref`. `autofocus` works only while a page
 * loads. The function never changes, so it runs once for each element.
 */
export function takeFocus(element: HTMLElement | null) {
  element?.focus()
}

export type ErrorSummaryProps = {
  id?: string | undefined
  title: ComponentChildren
  /** In the order of the fields; `field` is the id of the control. Without it the line is plain text. */
  errors: readonly { field?: string | undefined; message: ComponentChildren }[]
}

/**
 * Lists the errors of a form above it, each line a link to its field. It takes the focus when the page opens
 * (`autofocus`, which works without JavaScript) or when a script shows it, so it is the first thing that is read out. Renders nothing if
 * there is no error.
 */
export function ErrorSummary({ id = 'errors', title, errors }: ErrorSummaryProps) {
  if (errors.length === 0) return null
  return (
    <section
      class="error-summary"
      id={id}
      aria-labelledby={`${id}-title`}
      tabIndex={-1}
      autofocus
      ref={takeFocus}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field ?? String(message)}>{field ? <a href={`#${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </section>
  )
}
