import type { FormHTMLAttributes } from 'preact'

export type FormProps = Omit<FormHTMLAttributes<HTMLFormElement>, 'class' | 'className' | 'style'>

/**
 * One column of fields that posts. The server checks and answers in our own words, so the browser's bubbles
 * (which screen readers and zoom handle badly) are off.
 */
export function Form({ method = 'post', children, ...rest }: FormProps) {
  return (
    <form {...rest} method={method} class="form" noValidate>
      {children}
    </form>
  )
}
