import type { FormHTMLAttributes } from 'preact'

export type FormProps = Omit<FormHTMLAttributes<HTMLFormElement>, 'class' | 'className' | 'style'>

/**
 * Renders one column of fields that posts. The server checks the fields and answers in our own words, so the browser's bubbles
 * (which screen readers and zoom handle badly) are off.
 */
export function Form({ method = 'post', children, ...rest }: FormProps) {
  return (
    <form {...rest} method={method} class="form" noValidate>
      {children}
    </form>
  )
}
