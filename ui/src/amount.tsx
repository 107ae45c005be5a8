import type { ComponentChildren } from 'preact'

export type AmountProps = {
  /** For machines: the plain number, in the unit of the text. */
  value?: string | number | undefined
  size?: 'normal' | 'large' | undefined
  /** The formatted amount, sign and currency included. */
  children: ComponentChildren
}

/** An amount in figures of equal width, never broken over two lines. Formatting is the caller's. */
export function Amount({ value, size = 'normal', children }: AmountProps) {
  const name = size === 'large' ? 'amount amount-large' : 'amount'
  return value === undefined ? (
    <span class={name}>{children}</span>
  ) : (
    <data class={name} value={value}>
      {children}
    </data>
  )
}
