/**
 * What somebody typed as an amount, in integer cents: `45`, `45.5`, `$1,234.50`, `45,50`. 0 where it is no amount.
 * A comma before one or two last digits is a decimal comma, before three it parts thousands.
 */
export function typedCents(typed: string): number {
  const plain = typed.replace(/[\s$]/g, '')
  const point = /^\d+,\d{1,2}$/.test(plain) ? plain.replace(',', '.') : plain
  const [, whole, fraction = ''] = /^(\d{1,9}|\d{1,3}(?:,\d{3})+)(?:\.(\d{0,2}))?$/.exec(point) ?? []
  if (whole === undefined) return 0
  return Number(whole.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'))
}

/** Integer cents as a form's field shows them: `1234.50`. */
export const centsToType = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
